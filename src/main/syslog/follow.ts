import type { Clock } from '../../shared/base/index.ts'
import { createFits, type LogFilter, type LogLine } from '../../shared/syslog/index.ts'
import type { LogStore } from './store.ts'

/** Lines kept for a reader that is slow; the oldest go first. */
const mostWaiting = 5000

/** ms that a line waits for others: nobody reads faster than five batches a second. */
const gather = 200

/** The last lines of a sender, then each new one, in batches and without end: the first batch may be empty. Ends with the signal. */
export async function* followLog(
  store: Pick<LogStore, 'read' | 'subscribe'>,
  wanted: LogFilter & { readonly sender: string; readonly last: number },
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
): AsyncGenerator<LogLine[], void, undefined> {
  const fits = createFits(wanted)
  let waiting: { readonly line: LogLine; readonly number: number }[] = []
  let wake: () => void = () => {}
  const unsubscribe = store.subscribe((sender, line, number) => {
    if (sender !== wanted.sender || !fits(line)) return
    waiting.push({ line, number })
    if (waiting.length > mostWaiting) waiting.shift()
    wake()
  })
  const onAbort = (): void => wake()
  signal.addEventListener('abort', onAbort)
  try {
    const { lines, upTo } = await store.read(wanted.sender, wanted)
    yield [...lines]
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      const fresh = waiting.flatMap(({ line, number }) => (number > upTo ? [line] : []))
      waiting = []
      if (fresh.length > 0) yield fresh
      else {
        await woken
        await clock.sleep(gather, signal).catch(() => undefined)
      }
    }
  } finally {
    unsubscribe()
    signal.removeEventListener('abort', onAbort)
  }
}
