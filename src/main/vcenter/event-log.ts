import { hostOf, type Recorded } from '../../shared/facts/index.ts'
import { eventOf, type VCenterEvent } from '../../shared/vcenter/index.ts'

/** An event with its time (ms since the epoch), its fact's place in the journal, and its host. */
export type LoggedEvent = VCenterEvent & {
  readonly seq: number
  readonly at: number
  readonly host?: string
}

/** The newest events of vCenter; the journal has them all. */
export type EventLog = {
  take(facts: readonly Recorded[]): void
  /** Oldest first; of one host when it is named. */
  readonly newest: (host?: string) => readonly LoggedEvent[]
}

const kept = 1000

export const createEventLog = (): EventLog => {
  let log: readonly LoggedEvent[] = []
  return {
    take: (facts) => {
      const events = facts.flatMap(({ seq, at, fact }) => {
        const event = eventOf(fact)
        const host = hostOf(fact)
        return event === undefined
          ? []
          : [{ seq, at, ...(host === undefined ? {} : { host }), ...event }]
      })
      if (events.length > 0) log = [...log, ...events].slice(-kept)
    },
    newest: (host) => (host === undefined ? log : log.filter((event) => event.host === host)),
  }
}
