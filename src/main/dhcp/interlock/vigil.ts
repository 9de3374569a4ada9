import type { Clock } from '../../../shared/base/index.ts'

/** ms between two looks at the link. */
const glance = 500
/**
 * ms after the link came at which the segment is asked: at once, and again because a switch with spanning tree lets nothing through for
 * its first half minute (twice the forward delay of IEEE 802.1D, 15 s).
 */
const afterLink = [0, 5_000, 10_000, 20_000, 32_000, 45_000]
/** ms between two questions later: somebody may plug a whole office into the rack's switch. */
const rest = 5 * 60_000

/** When to ask next, for a link that came at `came`, when the segment was asked at `asked` last (ms). */
export const nextQuestion = (came: number, asked: number): number =>
  afterLink.map((after) => came + after).find((at) => at > asked) ?? asked + rest

/** ms without a look after which the computer slept, or the program was halted: a cable may have been moved at leisure. */
const unwatched = 10_000

/** The watch over a segment that we serve. */
export type Vigil = {
  /** Keeps it until the signal ends it. */
  keep(signal: AbortSignal): Promise<void>
  /** False from a sleep of the computer on until the segment has been asked: nobody may be answered meanwhile. */
  isSure(): boolean
}

/**
 * Asks the segment again while we serve, for it may have become another: a cable is moved while a laptop sleeps or a host boots. The
 * start has asked already. `ask` ends the vigil by its signal when somebody answers, and says whether the question can have been
 * heard.
 */
export const createVigil = ({
  ask,
  links,
  clock,
}: {
  readonly ask: () => Promise<boolean>
  /** How often the link has come or gone; undefined where the system does not tell. */
  readonly links: () => number | undefined
  readonly clock: Clock
}): Vigil => {
  let looked = clock.now()
  let isKnown = true
  const overslept = () => clock.now() - looked > unwatched

  const keep = async (signal: AbortSignal) => {
    let seen = links()
    let came = looked
    let asked = came
    while (!signal.aborted) {
      await clock.sleep(glance, signal)
      if (overslept()) isKnown = false
      const isNew = links() !== seen || overslept()
      looked = clock.now()
      if (isNew) {
        seen = links()
        came = looked
        asked = Number.NEGATIVE_INFINITY
      }
      if (looked < nextQuestion(came, asked)) continue
      asked = looked
      const isHeard = await ask()
      // Slept through, or asked while the cable was moved, it says nothing of the segment as it is now.
      isKnown ||= isHeard && !overslept() && links() === seen
    }
  }
  return { keep, isSure: () => isKnown && !overslept() }
}
