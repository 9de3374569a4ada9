import { describe, expect, it } from 'vitest'
import { narrate, noteTurns, noTurns } from '../../../src/renderer/strings/narrative.ts'
import type { Fact, Recorded } from '../../../src/shared/facts/index.ts'
import type { Fault } from '../../../src/shared/faults/index.ts'
import { english } from '../../../src/renderer/strings/index.tsx'
import { recordedRun } from '../recorded-run.ts'

const run = recordedRun()

const told = (facts: readonly Recorded[]) => narrate(noteTurns(noTurns, facts, english), english)

describe('narrate', () => {
  it('tells turns, not packets', () => {
    const pulled = run.filter(({ fact }) => fact.type === 'plug.pulled')
    expect(told(pulled.slice(0, 1))).toMatch(/^(Rules engine|Waiter): unplugged\.$/)
    expect(told(run.filter(({ fact }) => fact.type.startsWith('tftp.')))).toBe('')
  })

  it('says at most three sentences and counts the rest', () => {
    expect(told(run)).toMatch(/and \d+ more\.$/)
  })

  it('tells the same of facts that come one by one', () => {
    const turns = run.reduce((turns, recorded) => noteTurns(turns, [recorded], english), noTurns)
    expect(narrate(turns, english)).toBe(told(run))
  })

  it('counts those that do the same at once, and tells what happened beside it', () => {
    const on = (host: string): Fact => ({ type: 'host.poweredOn', host, by: 'operator' })
    const pulled: Fact = { type: 'plug.pulled', plug: 'waiter', component: 'waiter' }
    const facts = [on('esx-01'), pulled, on('esx-02'), on('esx-03'), on('esx-04')]
    expect(told(facts.map((fact, place) => ({ seq: place + 1, at: 1, fact })))).toBe(
      'Waiter: unplugged. esx-04 and 3 others: power on.',
    )
  })

  const fault: Fault = {
    ...{ id: 'f', component: 'dhcp', message: 'OFFER', effect: { kind: 'drop' } },
    ...{ skip: 0, probability: 1, seed: 1 },
  }
  const host = 'esx-02'
  const step = { lesson: 'outage', step: 'ask' }
  const answer = { answer: 'dhcp', right: true, solution: 'dhcp', why: 'At DHCP.' }
  it.each<[string, Fact]>([
    ['esx-02: network cables unplugged.', { type: 'host.partUnplugged', host, part: 'uplink' }],
    [
      'Headwaiter: the computer slept, or the program was halted, for 8 h.',
      { type: 'lab.slept', from: 0, to: 28_800_000 },
    ],
    ['esx-02: disks plugged in.', { type: 'host.partPluggedIn', host, part: 'disk' }],
    ['DHCP: fault added: each OFFER for every host is lost.', { type: 'fault.injected', fault }],
    [
      'DHCP: fault removed: each OFFER for every host is lost.',
      { type: 'fault.removed', id: 'f', fault },
    ],
    [
      'Headwaiter: serves eth1, 10.9.0.1.',
      { type: 'net.serveStarted', interface: 'eth1', address: '10.9.0.1', mode: 'authoritative' },
    ],
    ['Headwaiter: is off eth1 again.', { type: 'net.serveStopped', interface: 'eth1' }],
    [
      'Headwaiter: another DHCP server, 10.9.0.66, offered 10.9.0.9.',
      {
        ...{ type: 'dhcp.foreignOffer', serverId: '10.9.0.66', from: '10.9.0.66' },
        ...{ offered: '10.9.0.9', interface: 'eth1' },
      },
    ],
    // What people wrote ends as they ended it.
    [
      'Headwaiter: Where does it end?',
      { ...step, type: 'lesson.asked', question: 'Where does it end?', options: [] },
    ],
    ['Headwaiter: right: At DHCP.', { ...step, type: 'lesson.answered', ...answer }],
  ])('tells: %s', (sentence, fact) => {
    expect(told([{ seq: 1, at: 1, fact }])).toBe(sentence)
  })
})
