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

/**
 * Asks the segment again while we serve, for it may have become another: a cable is moved while a laptop sleeps or a host boots. The
 * start has asked already. `ask` ends the vigil by its signal when somebody answers.
 */
export const keepVigil = async ({
  ask,
  links,
  clock,
  signal,
}: {
  readonly ask: () => Promise<unknown>
  /** How often the link has come or gone; undefined where the system does not tell. */
  readonly links: () => number | undefined
  readonly clock: Clock
  readonly signal: AbortSignal
}): Promise<void> => {
  let seen = links()
  let came = clock.now()
  let asked = came
  while (!signal.aborted) {
    await clock.sleep(glance, signal)
    const now = links()
    if (now !== seen) {
      seen = now
      came = clock.now()
      asked = Number.NEGATIVE_INFINITY
    }
    if (clock.now() < nextQuestion(came, asked)) continue
    asked = clock.now()
    await ask()
  }
}
