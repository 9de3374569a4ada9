import { describe, expect, it } from 'vitest'
import { showLog, type ShownLine } from '../../../src/renderer/inspector/show-log.ts'
import type { LogLine } from '../../../src/shared/syslog/index.ts'

const line = (number: number): LogLine => ({
  ...{ at: number, address: '127.0.0.2', severity: 'info', facility: 16, form: 'rfc5424' },
  ...{ program: 'hostd', text: `line ${number}` },
})
const linesFrom = (first: number, count: number): readonly LogLine[] =>
  Array.from({ length: count }, (_, index) => line(first + index))

async function* storm(batches: number): AsyncGenerator<readonly LogLine[]> {
  for (let nth = 0; nth < batches; nth += 1) yield linesFrom(nth * 400, 400)
}

describe('a log that is shown', () => {
  it('is the newest thousand lines while it is followed, each under a key of its own', async () => {
    let shown: readonly ShownLine[] = []
    await showLog(storm(10), { isHeld: () => false, show: (lines) => (shown = lines) })
    expect(shown.map(({ at }) => at)).toEqual(linesFrom(3000, 1000).map(({ at }) => at))
    expect(new Set(shown.map(({ key }) => key)).size).toBe(1000)
  })

  it('keeps every line that was read when it was held, whatever comes, and asks for no more', async () => {
    let shown: readonly ShownLine[] = []
    let isHeld = false
    let isAsked = true
    const batches = async function* () {
      try {
        yield linesFrom(0, 500)
        isHeld = true
        yield* storm(10)
      } finally {
        isAsked = false
      }
    }
    await showLog(batches(), { isHeld: () => isHeld, show: (lines) => (shown = lines) })
    expect(shown.map(({ at }) => at)).toEqual(linesFrom(0, 500).map(({ at }) => at))
    expect(isAsked).toBe(false)
  })

  it('is shown once where it is asked for while it is held', async () => {
    const shown: number[] = []
    await showLog(storm(3), { isHeld: () => true, show: ({ length }) => shown.push(length) })
    expect(shown).toEqual([400])
  })
})
