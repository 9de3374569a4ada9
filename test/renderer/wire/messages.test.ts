import { describe, expect, it } from 'vitest'
import { fact, type Fact, type Recorded } from '../../../src/shared/facts/index.ts'
import { isStrangers, messageOf } from '../../../src/renderer/wire/message.ts'
import { createRows, type MessageRow, type Row } from '../../../src/renderer/wire/rows.ts'
import { record, recordedRun } from '../recorded-run.ts'

const run = recordedRun()
const rowsOf = (facts: readonly Recorded[], host?: string): readonly Row[] => [
  ...createRows(host).read(facts, facts.length),
]
const messages = (rows: readonly Row[]): readonly MessageRow[] =>
  rows.filter((row) => row.kind === 'message')

describe('messageOf', () => {
  it('draws a message only for a fact, with its number and time', () => {
    for (const recorded of run) {
      const message = messageOf(recorded)
      if (message === undefined) continue
      expect(message).toMatchObject({ seq: recorded.seq, at: recorded.at, fact: recorded.fact })
    }
  })

  it('has a cross for each way a network boot can end', () => {
    const stages = ['dhcp', 'loader', 'ipxe', 'tramp', 'register', 'bootConfig', 'image'] as const
    const peers = stages.map((stage) => {
      const [recorded] = record([
        { type: 'firmware.networkFailed', host: 'a', stage, code: 'X', message: 'm', tries: 1 },
      ])
      const message = recorded === undefined ? undefined : messageOf(recorded)
      expect(message?.failed).toBe(true)
      return message?.to
    })
    expect(peers).toEqual(['dhcp', 'tftp', 'dhcp', 'waiter', 'waiter', 'waiter', 'waiter'])
  })

  it('never draws an arrow for what only the host knows', () => {
    const message = messageOf({
      seq: 1,
      at: 0,
      fact: { type: 'esxi.up', host: 'a', source: 'cache', address: '', took: 1 },
    })
    expect(message).toMatchObject({ from: 'host', to: 'host', tone: 'cache' })
  })
})

describe('createRows', () => {
  it('keeps to one host and to facts about none', () => {
    for (const { message } of messages(rowsOf(run, 'esx-01'))) {
      expect(message.host ?? 'esx-01').toBe('esx-01')
    }
  })

  it('leaves what a test client said out of a host’s ladder', () => {
    const strangers = run.filter((recorded) => {
      const message = messageOf(recorded)
      return message !== undefined && isStrangers(message)
    })
    expect(strangers.length).toBeGreaterThan(0)
    expect(messages(rowsOf(run, 'esx-01')).some(({ message }) => isStrangers(message))).toBe(false)
    expect(messages(rowsOf(run)).some(({ message }) => isStrangers(message))).toBe(true)
  })

  it('draws the files of an image as one line that counts every one of them', () => {
    const served = run.filter(
      (recorded) => recorded.fact.type === 'waiter.fileServed' && recorded.fact.host === 'esx-01',
    )
    const lines = messages(rowsOf(run, 'esx-01')).filter(
      ({ message }) => message.fact.type === 'waiter.fileServed',
    )
    expect(lines.reduce((sum, line) => sum + line.count, 0)).toBe(served.length)
    expect(lines.length).toBeLessThan(served.length)
  })

  it('knows for each line which components were unplugged', () => {
    const facts = record([
      { type: 'component.started', component: 'waiter', on: 'x' },
      { type: 'host.poweredOn', host: 'a', by: 'operator' },
      { type: 'plug.pulled', plug: 'waiter', component: 'waiter' },
      { type: 'host.rebooted', host: 'a', by: 'operator' },
      { type: 'plug.restored', plug: 'waiter', component: 'waiter' },
    ])
    expect(rowsOf(facts, 'a').map((row) => row.out.has('waiter'))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('shows a long quiet time as a gap of its length', () => {
    const facts = record(
      [
        { type: 'host.poweredOn', host: 'a', by: 'operator' },
        { type: 'host.rebooted', host: 'a', by: 'operator' },
      ],
      7000,
    )
    expect(rowsOf(facts, 'a')).toMatchObject([
      { kind: 'message' },
      { kind: 'gap', length: 7000 },
      { kind: 'message', elapsed: 7000 },
    ])
  })

  it('marks where the lab was opened again and begins its clock anew there', () => {
    const facts = record(
      [
        { type: 'lab.opened', name: 'Lab', version: 1 },
        { type: 'host.poweredOn', host: 'a', by: 'operator' },
        { type: 'lab.opened', name: 'Lab', version: 1 },
        { type: 'host.poweredOn', host: 'a', by: 'operator' },
      ],
      1000,
    )
    expect(rowsOf(facts, 'a')).toMatchObject([
      { kind: 'message', elapsed: 1000 },
      { kind: 'opened', seq: 3, at: facts[2]?.at },
      { kind: 'message', elapsed: 1000 },
    ])
  })

  it('marks where the computer slept, and goes on with its clock', () => {
    const on: Fact = { type: 'host.poweredOn', host: 'a', by: 'operator' }
    const facts = record([on, { type: 'lab.slept', from: 5, to: 8000 }, on], 7000)
    expect(rowsOf(facts, 'a')).toMatchObject([
      { kind: 'message', elapsed: 0 },
      { kind: 'slept', seq: 2, from: 5, to: 8000 },
      { kind: 'gap', length: 7000 },
      { kind: 'message', elapsed: 14_000 },
    ])
  })

  it('comes to the same lines fact by fact, at once, and after going back', () => {
    const reader = createRows('esx-02')
    for (let count = 0; count <= run.length; count += 7) reader.read(run, count)
    expect([...reader.read(run, run.length)]).toEqual(rowsOf(run, 'esx-02'))
    for (let count = run.length; count >= 0; count -= 5)
      expect([...reader.read(run, count)]).toEqual(rowsOf(run.slice(0, count), 'esx-02'))
    expect([...reader.read(run, run.length)]).toEqual(rowsOf(run, 'esx-02'))
  })
})

describe('a ladder that is looked at otherwise', () => {
  it('draws the messages that are asked for, and the quiet between them', () => {
    const failed = createRows('esx-01', { keeps: (message) => message.failed })
    const rows = [...failed.read(run, run.length)]
    expect(messages(rows).length).toBeGreaterThan(0)
    expect(messages(rows).every(({ message }) => message.failed)).toBe(true)
  })

  it('shows shorter quiet times as gaps when it is looked at closer', () => {
    const gapsFrom = (gap: number) =>
      [...createRows(undefined, { gap }).read(run, run.length)].filter(({ kind }) => kind === 'gap')
    expect(gapsFrom(100).length).toBeGreaterThan(gapsFrom(60_000).length)
    for (const row of gapsFrom(100)) expect(row).toMatchObject({ length: expect.any(Number) })
  })

  it('has a component in until its plug is pulled, and out until it is put back', () => {
    const facts = record([
      { type: 'plug.restored', plug: 'dhcp', component: 'dhcp' },
      { type: 'plug.pulled', plug: 'dhcp', component: 'dhcp' },
      { type: 'plug.restored', plug: 'dhcp', component: 'dhcp' },
    ]).map((recorded, index) => ({ ...recorded, at: index * 60_000 }))
    expect(rowsOf(facts).map(({ kind, out }) => `${kind} ${out.has('dhcp')}`)).toEqual([
      'message false',
      'gap false',
      'message true',
      'gap true',
      'message false',
    ])
  })
})

describe('the recorded outage', () => {
  it('ends the network boot at the waiter with a cross and goes on from the disk', () => {
    const types = messages(rowsOf(run))
      .filter(({ message }) => message.failed || message.tone === 'cache')
      .map(({ message }) => `${message.fact.type} ${message.to}`)
    expect(types).toContain('firmware.networkFailed waiter')
    expect(types).toContain('disk.imageVerified host')
  })
})

it('knows every type of fact there is by its room', () => {
  // A new room would be left out of the ladder without a word.
  const rooms = new Set(fact.options.map((option) => option.shape.type.value.split('.')[0]))
  const known = [
    'lab',
    'journal',
    'classroom',
    'document',
    'component',
    'plug',
    'net',
    'image',
    'fault',
    'lesson',
    'storm',
    'syslog',
    'dhcp',
    'tftp',
  ]
  const more = ['waiter', 'rules', 'host', 'firmware', 'ipxe', 'mboot', 'disk', 'kernel', 'esxi']
  expect([...rooms].filter((room) => ![...known, ...more, 'vcenter'].includes(room ?? ''))).toEqual(
    [],
  )
})
