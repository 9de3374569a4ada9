/**
 * Runs work that tells its steps by a callback as a stream of them; the return value is the work's. Of
 * steps told while nobody took one the newest is given. Aborts the work when the reader goes away.
 */
export async function* withSteps<Step, Result>(
  work: (tell: (step: Step) => void, signal: AbortSignal) => Promise<Result>,
  signal?: AbortSignal,
): AsyncGenerator<Step, Result> {
  const left = new AbortController()
  const told: { newest: Step | undefined; ended: boolean; wake: () => void } = {
    newest: undefined,
    ended: false,
    wake: () => {},
  }
  const tell = (step: Step) => {
    told.newest = step
    told.wake()
  }
  const stop = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal])
  const result = work(tell, stop).finally(() => {
    told.ended = true
    told.wake()
  })
  // A reader that went away does not wait for the failure it caused.
  result.catch(() => {})
  try {
    while (!told.ended) {
      await new Promise<void>((resolve) => {
        told.wake = resolve
        if (told.newest !== undefined || told.ended) resolve()
      })
      const { newest } = told
      told.newest = undefined
      if (newest !== undefined) yield newest
    }
    return await result
  } finally {
    left.abort(new Error('The reader went away.'))
  }
}
