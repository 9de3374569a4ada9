import type { HostId } from '../../shared/base/index.ts'
import { hostOf, type Fact, type Recorded } from '../../shared/facts/index.ts'
import { narrate, type LessonEvent } from '../../shared/lessons/index.ts'

type Check = Extract<LessonEvent, { kind: 'check' }>

/** Keeps the events of a lesson and passes them on as they come. */
export type Teller = {
  readonly events: readonly LessonEvent[]
  tell(event: LessonEvent): void
  /** Facts of the story among these become events. */
  narrate(facts: readonly Recorded[]): void
  checks(): readonly Check[]
  /** While concealed, nothing is told that gives away what is broken. */
  conceal(on: boolean): void
}

const givesAway = ({ type }: Fact): boolean => /^(plug|component|document)\./.test(type)

export const createTeller = (
  belongs: (host: HostId) => boolean,
  onProgress: ((event: LessonEvent) => void) | undefined,
): Teller => {
  const events: LessonEvent[] = []
  let concealed = false
  const tell = (event: LessonEvent): void => {
    events.push(event)
    onProgress?.(event)
  }
  return {
    events,
    tell,
    narrate: (facts) => {
      for (const { seq, at, fact } of facts) {
        const host = hostOf(fact)
        if (host !== undefined && !belongs(host)) continue
        const text = narrate(fact)
        if (text === undefined || (concealed && givesAway(fact))) continue
        tell({ kind: 'fact', at, seq, text })
      }
    },
    checks: () => events.filter((event) => event.kind === 'check'),
    conceal: (on) => {
      concealed = on
    },
  }
}
