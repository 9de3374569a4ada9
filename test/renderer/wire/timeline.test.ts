import { describe, expect, it } from 'vitest'
import { neighbour } from '../../../src/renderer/wire/neighbour.ts'
import { messageOf } from '../../../src/renderer/wire/message.ts'
import {
  clusterMarks,
  createTimeline,
  elapsed,
  fractionOf,
  nextMark,
  placeAt,
} from '../../../src/renderer/wire/timeline.ts'
import { record, recordedRun } from '../recorded-run.ts'

const run = recordedRun()

describe('createTimeline', () => {
  it('folds long quiet times and keeps the order of all facts', () => {
    const timeline = createTimeline().read(run, run.length)
    const [offsets, { length }] = [[...timeline.offsets], timeline]
    expect(offsets).toHaveLength(run.length)
    expect(offsets.every((offset, place) => offset >= (offsets[place - 1] ?? 0))).toBe(true)
    const facts = record([{ type: 'lab.closed' }, { type: 'lab.closed' }], 3_600_000)
    expect(createTimeline().read(facts, 2).length).toBeLessThan(3000)
    expect(length).toBeGreaterThan(0)
  })

  it('finds the fact at a place of the track and back', () => {
    const timeline = createTimeline().read(run, run.length)
    for (const place of [0, 10, 100, run.length - 1]) {
      const found = placeAt(timeline, fractionOf(timeline, place))
      expect(timeline.offsets.at(found)).toBe(timeline.offsets.at(place))
    }
    expect(placeAt(timeline, 0)).toBeGreaterThanOrEqual(0)
    expect(placeAt(timeline, 1)).toBe(run.length - 1)
  })

  it('colours the outage: network boot, failure, cache, and stateless again', () => {
    const { stretches } = createTimeline().read(run, run.length)
    const phases = stretches.map(({ phase }) => phase)
    expect(phases.slice(0, 3)).toEqual(['idle', 'net', 'ok'])
    expect(phases.indexOf('fail')).toBeLessThan(phases.indexOf('cache'))
    expect(phases).toContain('cache')
  })

  it('marks what the operator did', () => {
    const { marks } = createTimeline().read(run, run.length)
    const kinds = new Set(marks.map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['power', 'powerOff', 'pulled', 'reboot', 'restored', 'admin']))
  })

  it('marks faults and what an admin did, and nothing that the lab did by itself', () => {
    const fault = {
      id: 'f',
      component: 'dhcp',
      effect: { kind: 'drop' },
      skip: 0,
      probability: 1,
      seed: 1,
    } as const
    const facts = record([
      { type: 'host.rebooted', host: 'a', by: 'noImageScreen' },
      { type: 'fault.injected', fault },
      { type: 'vcenter.maintenanceEntered', host: 'a', cause: 'x' },
      { type: 'vcenter.maintenanceEntered', host: 'a', cause: 'x', by: 'admin' },
      { type: 'fault.removed', id: 'f' },
    ])
    const timeline = createTimeline().read(facts, facts.length)
    expect(timeline.marks).toEqual([
      { place: 1, kind: 'fault', recorded: facts[1] },
      { place: 3, kind: 'admin', recorded: facts[3] },
      { place: 4, kind: 'faultOver', recorded: facts[4] },
    ])
    expect(nextMark(timeline, 1, 1)).toBe(3)
    expect(nextMark(timeline, 3, -1)).toBe(1)
    expect(nextMark(timeline, 4, 1)).toBeUndefined()
  })

  it('draws marks of a kind that would lie on each other as one, with their number', () => {
    const reboot = { type: 'host.rebooted', host: 'a', by: 'operator' } as const
    const facts = record(
      Array.from({ length: 1000 }, () => reboot),
      100,
    )
    const timeline = createTimeline().read(facts, facts.length)
    const clusters = clusterMarks(timeline)
    const gaps = clusters.map(({ place }, index) =>
      index === 0
        ? 1
        : fractionOf(timeline, place) - fractionOf(timeline, clusters[index - 1]?.place ?? 0),
    )
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1 / 120)
    expect(clusters.length).toBeGreaterThan(100)
    expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(1000)
  })

  it('counts time from the opening of the lab each fact belongs to', () => {
    const facts = record(
      [
        { type: 'lab.closed' },
        { type: 'lab.opened', name: 'x', version: 1 },
        { type: 'lab.closed' },
      ],
      1000,
    )
    const { openings } = createTimeline().read(facts, 3)
    expect(facts.map(({ at }, place) => elapsed(openings, place, at))).toEqual([0, 0, 1000])
  })
})

describe('neighbour', () => {
  it('steps from message to message and stays within the journal', () => {
    const next = neighbour(run, run.length, 0, 1)
    const recorded = run.find(({ seq }) => seq === next)
    expect(recorded !== undefined && messageOf(recorded) !== undefined).toBe(true)
    expect(neighbour(run, run.length, run.length - 1, 1)).toBe(run.at(-1)?.seq)
    expect(neighbour(run, run.length, 0, -1)).toBe(1)
  })
})
