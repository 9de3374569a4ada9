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
