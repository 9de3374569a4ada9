import { hostOf, type Fact, type Recorded } from '../../shared/facts/index.ts'
import { routeOf, type Route } from './route.ts'

/** A fact as a message of the ladder and a mark on the bench. */
export type Message = Route & {
  readonly seq: number
  readonly at: number
  readonly host?: string
  readonly fact: Fact
}

/** The message a fact is, if it is one that the ladder draws. */
export const messageOf = ({ seq, at, fact }: Recorded): Message | undefined => {
  const route = routeOf(fact)
  if (route === undefined) return undefined
  const host = hostOf(fact)
  return { ...route, seq, at, fact, ...(host !== undefined && { host }) }
}

/** A message of a machine that is no host of the lab: a proof's test client, or a stranger. */
export const isStrangers = (message: Message): boolean =>
  message.host === undefined && (message.from === 'host' || message.to === 'host')

/** The address a stranger spoke from, where the fact has it. */
export const strangerOf = ({ fact }: Message): string | undefined => {
  if ('client' in fact) return fact.client
  return 'from' in fact && typeof fact.from === 'string' ? fact.from : undefined
}

/** Whether it moves between two places. */
export const travels = (message: Route): boolean => message.from !== message.to
