import type { Recorded } from '../../shared/facts/index.ts'
import { Column } from './column.ts'
import { createPhases, type Phase } from './phases.ts'
import { createReader, type Reader } from './reader.ts'
import { markOf, type MarkKind } from './track-marks.ts'

/** A quiet time longer than this, in ms, takes no more room on the track. */
const longestGap = 2500

export type TimelineMark = {
  readonly place: number
  readonly kind: MarkKind
  /** At hand, as marks are few and each is drawn with its words. */
  readonly recorded: Recorded
}

/** The journal as a track: where each fact lies, what colour the stretches have, what was done. */
export type Timeline = {
  /** How far each fact is along the track, in whole ms with long gaps folded. */
  readonly offsets: Column
  /** How many facts it is of; `offsets` itself grows. */
  readonly count: number
  readonly length: number
  readonly stretches: readonly { readonly place: number; readonly phase: Phase }[]
  readonly marks: readonly TimelineMark[]
  /** Time zero for each fact: when its session of the lab was opened. */
  readonly openings: readonly { readonly place: number; readonly at: number }[]
}

type Building = {
  offsets: Column
  stretches: { place: number; phase: Phase }[]
  marks: TimelineMark[]
  openings: { place: number; at: number }[]
  phases: ReturnType<typeof createPhases>
  lastAt: number
  /** How far the newest fact is along the track, in ms. */
  length: number
}

const start = (): Building => ({
  offsets: new Column(Uint32Array),
  stretches: [],
  marks: [],
  openings: [],
  phases: createPhases(),
  lastAt: 0,
  length: 0,
})

const add = (building: Building, recorded: Recorded, place: number): void => {
  const { at, fact } = recorded
  if (place > 0) building.length += Math.min(longestGap, Math.max(0, at - building.lastAt))
  building.offsets.push(Math.round(building.length))
  building.lastAt = at
  if (fact.type === 'lab.opened' || place === 0) building.openings.push({ place, at })
  const phase = building.phases.add(fact)
  if (building.stretches.at(-1)?.phase !== phase) building.stretches.push({ place, phase })
  const kind = markOf(fact)
  if (kind !== undefined) building.marks.push({ place, kind, recorded })
}

const finish = ({ offsets, stretches, marks, openings }: Building): Timeline => ({
  offsets,
  count: offsets.length,
  length: offsets.last() ?? 0,
  stretches: [...stretches],
  marks: [...marks],
  openings: [...openings],
})

/** Builds the track as facts arrive. */
export const createTimeline = (): Reader<Timeline> => createReader(start, add, finish)

/** Marks on the track nearer than this share of it lie on each other: one is some 8 of a thousand pixels wide. */
const apart = 1 / 120
/** Stretches shorter than this share of it cannot be seen. */
const shortest = 1 / 600

/** The marks of the track; those of a kind that would lie on each other are one, with their number. */
export const clusterMarks = (
  timeline: Timeline,
): readonly (TimelineMark & { readonly count: number })[] => {
  const clusters: (TimelineMark & { count: number })[] = []
  const last = new Map<TimelineMark['kind'], TimelineMark & { count: number }>()
  for (const mark of timeline.marks) {
    const before = last.get(mark.kind)
    const near =
      before !== undefined &&
      fractionOf(timeline, mark.place) - fractionOf(timeline, before.place) < apart
    if (near) {
      before.count += 1
      continue
    }
    const cluster = { ...mark, count: 1 }
    clusters.push(cluster)
    last.set(mark.kind, cluster)
  }
  return clusters
}

/** The nearest mark before or after the fact at `place`; undefined when there is none that way. */
export const nextMark = ({ marks }: Timeline, place: number, way: 1 | -1): number | undefined =>
  way === 1
    ? marks.find((mark) => mark.place > place)?.place
    : marks.findLast((mark) => mark.place < place)?.place

export type Span = { readonly from: number; readonly to: number; readonly phase: Phase }

/** The stretches as parts of the track, 0 to 1; one too short to be seen is left to the one before. */
export const spansOf = (timeline: Timeline): readonly Span[] => {
  const spans: { from: number; to: number; phase: Phase }[] = []
  for (const [index, { place, phase }] of timeline.stretches.entries()) {
    const next = timeline.stretches[index + 1]
    const to = next === undefined ? 1 : fractionOf(timeline, next.place)
    const from = fractionOf(timeline, place)
    const before = spans.at(-1)
    if (before !== undefined && (to - from < shortest || before.phase === phase)) before.to = to
    else spans.push({ from, to, phase })
  }
  return spans
}

/** How far fact number `place` is along the track, 0 to 1. */
export const fractionOf = (timeline: Timeline, place: number): number =>
  timeline.length === 0 ? 1 : (timeline.offsets.at(place) ?? timeline.length) / timeline.length

/** The place of the last fact at or before this fraction of the track. */
export const placeAt = (timeline: Timeline, fraction: number): number => {
  const goal = fraction * timeline.length
  let low = 0
  let high = timeline.count - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((timeline.offsets.at(middle) ?? Infinity) <= goal) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}

/** ms between the opening of the lab and a fact of that session. */
export const elapsed = (openings: Timeline['openings'], place: number, at: number): number => {
  const opening = openings.findLast((candidate) => candidate.place <= place)
  return opening === undefined ? 0 : at - opening.at
}
