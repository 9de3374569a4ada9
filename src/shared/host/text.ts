/** `312 MB`, `31.5 MB`, `850 kB`, `12 B`: decimal units, for people. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1000) return `${String(bytes)} B`
  const [value, unit] =
    bytes < 1_000_000
      ? [bytes / 1000, 'kB']
      : bytes < 1_000_000_000
        ? [bytes / 1_000_000, 'MB']
        : [bytes / 1_000_000_000, 'GB']
  return `${value < 10 ? value.toFixed(1) : String(Math.round(value))} ${unit}`
}

/** `0.4 s`, `12 s`, `5 min`: for people. */
export const formatDuration = (ms: number): string => {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`
  if (ms < 120_000) return `${String(Math.round(ms / 1000))} s`
  return `${String(Math.round(ms / 60_000))} min`
}

/** `1 try`, `3 tries`. */
export const tries = (count: number): string => `${String(count)} ${count === 1 ? 'try' : 'tries'}`

const ages = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
] as const

/** `12 days`, `1 hour`, `30 seconds`: how long ago, for people. */
export const formatAge = (ms: number): string => {
  const [unit, name] = ages.find(([unit]) => ms >= unit) ?? [1000, 'second']
  const count = Math.max(0, Math.floor(ms / unit))
  return `${String(count)} ${name}${count === 1 ? '' : 's'}`
}

/** Addresses in a text without their queries; that of a host's registration is all that is known of the host. */
export const withoutQuery = (text: string): string =>
  text.replace(/(https?:\/\/[^\s?]+)\?\S*?(?=:?(?: |$))/g, '$1')
