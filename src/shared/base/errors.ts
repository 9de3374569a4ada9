import { errorCodes, type ErrorCode } from './error-codes.ts'

/** Details of an error: plain data, safe to journal and to send over the API. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>

/** An error as data: how it crosses the API and how it stands in the journal. */
export type ErrorData = {
  readonly code: ErrorCode
  /** What happened, in one sentence. */
  readonly message: string
  /** What to do about it, in one sentence. */
  readonly remedy: string
  readonly details: ErrorDetails
}

/** Every error this program raises on purpose. Match on `code`, never on the text. */
export class LabError extends Error {
  override readonly name = 'LabError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.details = details
  }

  toData(): ErrorData {
    return {
      code: this.code,
      message: this.message,
      remedy: errorCodes[this.code],
      details: this.details,
    }
  }
}

/** What the system says of a file or disk that cannot be used, whichever part of the lab wanted to: no defect of ours. */
const diskErrors: ReadonlyMap<unknown, ErrorCode> = new Map([
  ['ENOSPC', 'lab.disk-full'],
  ['EDQUOT', 'lab.disk-full'],
  ['EROFS', 'lab.file-refused'],
  ['EACCES', 'lab.file-refused'],
  ['EPERM', 'lab.file-refused'],
  ['EIO', 'lab.file-refused'],
  ['ENOTDIR', 'lab.out-of-place'],
  ['EISDIR', 'lab.out-of-place'],
  ['EEXIST', 'lab.out-of-place'],
])
/** It has no descriptor left for this program, or for any: files and sockets alike take one. */
const fullTables: ReadonlySet<unknown> = new Set(['EMFILE', 'ENFILE'])

const codeOf = (error: unknown): ErrorCode => {
  if (!(error instanceof Error) || !('code' in error)) return 'lab.unexpected'
  if (fullTables.has(error.code)) return 'lab.too-many-files'
  // An address is a socket's.
  return ('address' in error ? undefined : diskErrors.get(error.code)) ?? 'lab.unexpected'
}

/** Any thrown value as error data; what neither we raised on purpose nor the system is to blame for is `lab.unexpected`. */
export const toErrorData = (error: unknown): ErrorData => {
  if (error instanceof LabError) return error.toData()
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  return { code, message, remedy: errorCodes[code], details: {} }
}

/** The error that data stand for, where they have come from another thread or program. */
export const fromErrorData = ({ code, message, details }: ErrorData, cause?: unknown): LabError =>
  new LabError(code, message, details, cause)

/** Ends an exhaustive `switch`: a member that was forgotten does not compile. */
export const assertNever = (value: never): never => {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`)
}
