import { LabError } from '../../shared/base/index.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs work that Ctrl-C cancels: `LabError` `image.cancelled`. A second Ctrl-C ends the program at once.
 */
export const cancellable = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const cancel = new AbortController()
  const reason = new LabError('image.cancelled', 'Cancelled. The lab was left as it was.')
  const stop = () => {
    if (cancel.signal.aborted) process.exit(130)
    cancel.abort(reason)
  }
  for (const signal of signals) process.on(signal, stop)
  try {
    return await work(cancel.signal)
  } catch (error) {
    throw cancel.signal.aborted ? reason : error
  } finally {
    for (const signal of signals) process.off(signal, stop)
  }
}
