import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/shared/document/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { fault, faultInWords } from '../../src/shared/faults/index.ts'
import {
  emptyLab,
  foldLab,
  planEffects,
  planOutlook,
  planReach,
} from '../../src/shared/lab/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { networkBoot, record, told } from '../host/facts.ts'

const started = (['dhcp', 'tftp', 'rules', 'waiter', 'vcenter'] as const).map(
  (component): Fact => ({ type: 'component.started', component, on: 'x' }),
)
const document = parseDocument(smallLabInput())
const [known = '', fresh = ''] = document.hosts.map(({ id }) => id)
const lab = foldLab(emptyLab(document), record([...started, told.poweredOn(), ...networkBoot()]))

const drop = { id: 'f', component: 'dhcp', effect: { kind: 'drop' } }
/** How the next boot of the host that has a cache would end under one fault. */
const next = (change: object) => {
  const plan = [fault.parse({ ...drop, ...change })]
  return planOutlook(lab, document, plan, 5000).find(({ host }) => host === known)?.nextBoot
}

describe('planOutlook', () => {
  it.each([
    ['what is always lost is an outage', {}, { source: 'cache', failsAt: 'dhcp' }],
    ['what is lost once stops nobody for sure', { limit: 1 }, { end: 'open' }],
    ['what runs out stops nobody for sure', { lasts: 1000 }, { end: 'open' }],
    ['what is lost by chance stops nobody for sure', { probability: 0.9 }, { end: 'open' }],
    ['what is late stops nobody for sure', { effect: { kind: 'delay', ms: 1 } }, { end: 'open' }],
    [
      'a wrong boot server fails at the loader',
      { message: 'ACK', effect: { kind: 'rewrite', nextServer: '127.0.0.9' } },
      { source: 'cache', failsAt: 'loader' },
    ],
    [
      'a wrong boot server that is only offered stops nobody',
      { message: 'OFFER', effect: { kind: 'rewrite', nextServer: '127.0.0.9' } },
      { end: 'open' },
    ],
    [
      'an error of the waiter for ever is an outage',
      { component: 'waiter', effect: { kind: 'httpStatus', status: 500 } },
      { source: 'cache', failsAt: 'tramp' },
    ],
    [
      'an error that says when to ask again stops nobody',
      { component: 'waiter', effect: { kind: 'httpStatus', status: 503, retryAfter: 5 } },
      { end: 'open' },
    ],
    [
      'a file that is cut short hangs mboot',
      { component: 'waiter', message: 'file', effect: { kind: 'truncate', at: 0.7 } },
      { end: 'hangs' },
    ],
    [
      'no certificate means restarts for a host without one',
      { component: 'vcenter', message: 'certificate', effect: { kind: 'refuse' } },
      { source: 'network', joins: 'onceCertified' },
    ],
  ])('%s', (_title, change, expected) => {
    expect(next(change)).toMatchObject(expected)
  })

  it('leaves out hosts without a cable, whom no fault meets', () => {
    const out: Fact = { type: 'host.partUnplugged', host: known, part: 'uplink' }
    const isolated = foldLab(lab, [{ seq: lab.seq + 1, at: lab.at, fact: out }])
    const outlooks = planOutlook(isolated, document, [fault.parse(drop)], 5000)
    expect(outlooks.map(({ host }) => host)).toEqual([fresh])
  })

  it('leaves out hosts that a plan is not for, and sums the others up', () => {
    const scoped = [fault.parse({ ...drop, hosts: [known] })]
    expect(planReach(planOutlook(lab, document, scoped, 5000))).toBe(
      '1 hosts meet it, 0 of them mid-boot; at their next boot 1 would fall to cache, 0 of them stale; ' +
        '0 would not boot; 0 would hang in mboot; 0 may get through.',
    )
    const all = planOutlook(lab, document, [fault.parse(drop)], 5000)
    expect(all.map(({ host }) => host)).toEqual([known, fresh])
  })
})

describe('planEffects', () => {
  it('counts for each host what met it', () => {
    const fired = (host: string): Fact => ({
      ...{ type: 'fault.fired', id: 'f', component: 'dhcp', host },
      ...{ message: 'OFFER', effect: 'drop' },
    })
    const facts = record([fired(known), fired(known), fired('other')])
    const effects = planEffects(lab, facts, [known, fresh])
    expect(effects.map(({ fired }) => [...fired])).toEqual([[['f', 2]], []])
  })
})

describe('faultInWords', () => {
  it.each([
    [
      { component: 'tftp', message: 'DATA', hosts: ['esx-02'], skip: 2, limit: 1 },
      'f: the 3rd DATA at tftp for esx-02 is lost.',
    ],
    [
      { message: 'ACK', limit: 1, effect: { kind: 'delay', ms: 9000 } },
      'f: the 1st ACK at dhcp for every host comes 9 s late.',
    ],
    [
      { component: 'waiter', limit: 2, effect: { kind: 'httpStatus', status: 503 } },
      'f: each of the first 2 messages at waiter for every host is answered with 503.',
    ],
    [
      { message: 'OFFER', effect: { kind: 'rewrite', bootFile: '' } },
      'f: each OFFER at dhcp for every host names no boot file.',
    ],
    [
      { component: 'waiter', effect: { kind: 'httpStatus', status: 503, retryAfter: 5 } },
      'f: each message at waiter for every host is answered with 503, to be asked again in 5 s.',
    ],
    [
      { skip: 11, probability: 0.5, seed: 7, lasts: 2000 },
      'f: from the 12th on each message at dhcp for every host is lost, by chance of 0.5 (seed 7), for 2 s.',
    ],
  ])('says %j', (change, words) => {
    expect(faultInWords(fault.parse({ ...drop, ...change }))).toBe(words)
  })
})
