import type { Bench } from '../bench.ts'
import { silence } from '../timings.ts'
import type { HttpRequest } from './client.ts'
import { HttpFailure } from './failure.ts'
import { reach } from './reach.ts'

/** A try that failed, from 1. `last` when no other follows. */
export type FailedTry = {
  readonly failure: HttpFailure
  readonly attempt: number
  readonly of: number
  readonly last: boolean
}

/** The server does not have it or does not want it: asking again changes nothing. */
const isFinal = ({ code }: HttpFailure): boolean => /^4\d\d$/.test(code)

/**
 * Fetches with waits between the tries (ms at speed 1). A server that says when to come again
 * (`Retry-After`, real seconds) is taken at its word as often as it says so, as iPXE does. `failed` is
 * told of each other try and throws when it was the last.
 */
export const persistently = async <T>(
  bench: Bench,
  url: string,
  waits: readonly number[],
  work: (request: HttpRequest) => Promise<T>,
  failed: (failed: FailedTry) => Promise<void>,
): Promise<T> => {
  const { signal, ram, clock } = bench
  const localAddress = ram.lease?.address ?? ''
  for (let attempt = 1; ;) {
    try {
      return await reach(bench, silence.download, (signal) =>
        work({ url, localAddress, signal, silence: silence.download }),
      )
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof HttpFailure)) throw error
      if (error.retryAfter !== undefined) {
        await clock.sleep(error.retryAfter * 1000, signal)
        continue
      }
      const wait = waits[attempt - 1]
      const last = wait === undefined || isFinal(error)
      await failed({ failure: error, attempt, of: waits.length + 1, last })
      attempt += 1
      await bench.pause(wait ?? 0)
    }
  }
}
