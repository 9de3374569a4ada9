/** A request that brought no answer, or not the wanted one. `code` is the system's or the status. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  readonly code: string
  /** Seconds the server asked to wait (`Retry-After`). */
  readonly retryAfter: number | undefined

  constructor(code: string, message: string, retryAfter?: number) {
    super(message)
    this.code = code
    this.retryAfter = retryAfter
  }
}

const systemErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset',
  EPIPE: 'Connection reset',
  ETIMEDOUT: 'Connection timed out',
  EHOSTUNREACH: 'Host unreachable',
  ENETUNREACH: 'Network unreachable',
  EADDRNOTAVAIL: 'Address not available',
}

/** Any error of a socket as a failure in iPXE's words. */
export const asFailure = (error: unknown): HttpFailure => {
  if (error instanceof HttpFailure) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO'
  return new HttpFailure(
    code,
    systemErrors[code] ?? (error instanceof Error ? error.message : code),
  )
}
