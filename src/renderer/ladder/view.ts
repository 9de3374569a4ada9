import type { ComponentId } from '../../shared/base/index.ts'
import type { Message } from '../wire/message.ts'
import { usualGap } from '../wire/rows.ts'

/** How the ladder is looked at: which messages, and from which length in ms a quiet time is a gap. */
export type View = {
  readonly only: 'all' | 'failed' | ComponentId
  readonly gap: number
}

export const usualView: View = { only: 'all', gap: usualGap }

/** From near to far. */
export const gaps: readonly number[] = [100, 1000, usualGap, 60_000]

/** The messages a view draws; undefined for all. */
export const keepsOf = (only: View['only']): ((message: Message) => boolean) | undefined => {
  if (only === 'all') return undefined
  return only === 'failed' ? ({ failed }) => failed : ({ from, to }) => from === only || to === only
}
