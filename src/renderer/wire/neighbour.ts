import type { Recorded } from '../../shared/facts/index.ts'
import type { FactList } from '../client/facts.ts'
import { messageOf } from './message.ts'

const isMessage = (recorded: Recorded | undefined): boolean =>
  recorded !== undefined && messageOf(recorded) !== undefined

/**
 * The sequence number of the message after (`step` 1) or before (-1) place `from`; the first or last
 * fact when there is none.
 */
export const neighbour = (
  facts: FactList,
  count: number,
  from: number,
  step: 1 | -1,
): number | undefined => {
  let place = from + step
  while (place >= 0 && place < count && !isMessage(facts.at(place))) place += step
  const bounded = Math.max(0, Math.min(count - 1, place))
  return facts.at(bounded)?.seq
}
