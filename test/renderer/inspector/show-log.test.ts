import { describe, expect, it } from 'vitest'
import { reaches, showLog, type ShownLog } from '../../../src/renderer/inspector/show-log.ts'
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

const nothing: ShownLog = { lines: [], isCut: false }

const shownOf = async (
  batches: AsyncIterable<readonly LogLine[]>,
  { reach = reaches.newest, isHeld = () => false }: Partial<Parameters<typeof showLog>[1]> = {},
): Promise<ShownLog> => {
  let shown = nothing
  await showLog(batches, { reach, isHeld, show: (log) => (shown = log) })
  return shown
}
const timesOf = ({ lines }: ShownLog) => lines.map(({ at }) => at)
const times = (first: number, count: number) => linesFrom(first, count).map(({ at }) => at)

describe('a log that is shown', () => {
  it('is the newest thousand lines while it is followed, each under a key of its own', async () => {
    const shown = await shownOf(storm(10))
    expect(timesOf(shown)).toEqual(times(3000, 1000))
    expect(new Set(shown.lines.map(({ key }) => key)).size).toBe(1000)
    expect(shown.isCut).toBe(true)
  })

  it('is all of it where all was asked for', async () => {
    const shown = await shownOf(storm(10), { reach: reaches.all })
    expect(timesOf(shown)).toEqual(times(0, 4000))
    expect(shown.isCut).toBe(false)
    expect((await shownOf(storm(30), { reach: reaches.all })).isCut).toBe(true)
  })

  it('says that there are earlier lines once it got one more than it shows', async () => {
    const answers = async function* (count: number) {
      yield linesFrom(0, count)
      yield linesFrom(count, 1)
    }
    const whole = await shownOf(answers(500))
    expect([whole.lines.length, whole.isCut]).toEqual([501, false])
    const cut = await shownOf(answers(501))
    expect([cut.lines.length, cut.isCut]).toEqual([501, true])
    expect(timesOf(cut)[0]).toBe(1)
  })

  it('keeps every line that was read when it was held, whatever comes, and asks for no more', async () => {
    let isHeld = false
    let isAsked = true
    const batches = async function* () {
      try {
        yield linesFrom(0, 400)
        isHeld = true
        yield* storm(10)
      } finally {
        isAsked = false
      }
    }
    const shown = await shownOf(batches(), { isHeld: () => isHeld })
    expect(timesOf(shown)).toEqual(times(0, 400))
    expect(isAsked).toBe(false)
  })

  it('is shown once where it is asked for while it is held', async () => {
    expect((await shownOf(storm(3), { isHeld: () => true })).lines).toHaveLength(400)
  })
})
