/** Whose messages are looked at: those of one host, of several, or of all. */
export type Whose = string | ReadonlySet<string> | undefined

/** Whether a host is one of those looked at. */
export const isAmong = (whose: Whose, host: string): boolean => {
  if (whose === undefined) return true
  return typeof whose === 'string' ? whose === host : whose.has(host)
}
