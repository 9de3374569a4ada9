import type { ComponentId } from '../../shared/base/index.ts'
import { travels, type Message } from '../wire/message.ts'
import type { Lane } from '../wire/route.ts'
import type { Tone } from '../ui/tone.ts'

/** One or more facts on their way along the cables of the bench. */
export type Mark = {
  /** Sequence number of its first fact; unique among marks. */
  readonly id: number
  readonly lastSeq: number
  /** Facts it stands for. */
  readonly count: number
  readonly host?: string
  readonly from: Lane
  readonly to: Lane
  readonly tone: Tone
  readonly failed: boolean
  /** ms of the picture's own clock. */
  readonly startedAt: number
}

/** How long a mark travels, and how long the cross of a failed one stays, in ms. */
export const travelTime = 750
export const crossTime = 1400
/** Facts that follow each other this closely on one way are one mark. */
const mergeWithin = 110
/** Never more marks than this at once: more could not be followed by eye. */
export const mostMarks = 60

/** Whether each host has a cable of its own, or all hosts share one. */
export type Grouping = 'byHost' | 'together'

const sameWay = (mark: Mark, message: Message, grouping: Grouping): boolean =>
  (grouping === 'together' || mark.host === message.host) &&
  mark.from === message.from &&
  mark.to === message.to &&
  mark.failed === message.failed &&
  mark.tone === message.tone

const lifeOf = (mark: Mark): number => travelTime + (mark.failed ? crossTime : 0)

/** Marks that have not arrived yet. */
export const stillMoving = (marks: readonly Mark[], now: number): readonly Mark[] =>
  marks.filter((mark) => now - mark.startedAt < lifeOf(mark))

const merge = (mark: Mark, message: Message): Mark => ({
  ...mark,
  count: mark.count + 1,
  lastSeq: message.seq,
})

const markFrom = (message: Message, now: number): Mark => ({
  id: message.seq,
  lastSeq: message.seq,
  count: 1,
  from: message.from,
  to: message.to,
  tone: message.tone,
  failed: message.failed,
  startedAt: now,
  ...(message.host !== undefined && { host: message.host }),
})

/**
 * Adds messages that arrived at `now`: each as a mark of its own, or merged into one on the same way.
 * Where there is room for neither it is not drawn here; the ladder has it.
 */
export const addMarks = (
  marks: readonly Mark[],
  messages: readonly Message[],
  now: number,
  grouping: Grouping = 'byHost',
): readonly Mark[] => {
  const next = [...stillMoving(marks, now)]
  for (const message of messages) {
    if (!travels(message)) continue
    const full = next.length >= mostMarks
    const place = next.findLastIndex(
      (mark) => sameWay(mark, message, grouping) && (full || now - mark.startedAt <= mergeWithin),
    )
    const found = next[place]
    if (found !== undefined) next[place] = merge(found, message)
    else if (!full) next.push(markFrom(message, now))
  }
  return next
}

/** Components whose cable a mark runs along. */
export const componentsOn = (mark: Pick<Mark, 'from' | 'to'>): readonly ComponentId[] =>
  [mark.from, mark.to].filter((lane) => lane !== 'host')

/** The host whose cable a mark runs along. */
export const hostsOn = ({ host }: Pick<Mark, 'host'>): readonly string[] =>
  host === undefined ? [] : [host]
