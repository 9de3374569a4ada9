/** Numbers, sizes and times as people read them. `locale` is a BCP 47 tag. */
export type Format = {
  readonly count: (value: number) => string
  /** What parts the whole of a number from its tenths: `.`, in German `,`. */
  readonly decimalSign: string
  /** `173,792 B`, `31.4 MB`. */
  readonly bytes: (value: number) => string
  /** The same where there is little room: `174 kB`, `31.4 MB`. */
  readonly size: (value: number) => string
  /** A length of time in ms: `34 ms`, `0.4 s`, `2 min 10 s`. */
  readonly duration: (ms: number) => string
  /** A place on a clock that starts at zero, from ms: `00:41.2`; in German `00:41,2`. */
  readonly clock: (ms: number) => string
  /** A moment, ms since the epoch, as time of day: `14:03:09`. */
  readonly timeOfDay: (at: number) => string
  /** The same to the millisecond: `14:03:09.120`. */
  readonly moment: (at: number) => string
  /** The same with its day, where days may lie between: `Nov 29, 14:03:09`. */
  readonly dayAndTime: (at: number) => string
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

const clockWith = (decimal: string, ms: number): string => {
  const tenths = Math.max(0, Math.floor(ms / 100))
  const seconds = Math.floor(tenths / 10)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const tail = `${pad(minutes % 60, 2)}:${pad(seconds % 60, 2)}${decimal}${tenths % 10}`
  return hours === 0 ? tail : `${hours}:${tail}`
}

/** A minute and more, from whole seconds: `2 min 10 s`, `1 h 5 min`, `3 d 4 h`. */
const longTime = (seconds: number): string => {
  const units = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const
  const first = units.findIndex(([size]) => seconds >= size)
  return units
    .slice(first, first + 2)
    .map(([size, unit], place) => {
      const left = place === 0 ? seconds : seconds % (units[first]?.[0] ?? 1)
      return [Math.floor(left / size), unit] as const
    })
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ')
}

/** The formats of one language. */
export const createFormat = (locale: string): Format => {
  const whole = new Intl.NumberFormat(locale)
  const one = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const decimalSign = one.formatToParts(0).find(({ type }) => type === 'decimal')?.value ?? '.'
  const clock = (ms: number): string => clockWith(decimalSign, ms)
  const day = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23' })
  const exact = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  })
  const dated = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  const duration = (ms: number): string => {
    if (ms < 100) return `${whole.format(Math.round(ms))} ms`
    if (ms < 60_000) return `${one.format(ms / 1000)} s`
    return longTime(Math.round(ms / 1000))
  }
  const bytes = (value: number): string => {
    if (value < 1_000_000) return `${whole.format(value)} B`
    if (value < 1_000_000_000) return `${one.format(value / 1_000_000)} MB`
    return `${one.format(value / 1_000_000_000)} GB`
  }
  const size = (value: number): string =>
    value >= 1000 && value < 1_000_000
      ? `${whole.format(Math.round(value / 1000))} kB`
      : bytes(value)
  const count = (value: number): string => whole.format(value)
  const timeOfDay = (at: number): string => day.format(at)
  const moment = (at: number): string => exact.format(at)
  const dayAndTime = (at: number): string => dated.format(at)
  return { count, decimalSign, bytes, size, duration, clock, timeOfDay, moment, dayAndTime }
}
