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

/** Any thrown value as error data; what we did not raise on purpose is `lab.unexpected`. */
export const toErrorData = (error: unknown): ErrorData =>
  error instanceof LabError
    ? error.toData()
    : {
        code: 'lab.unexpected',
        message: error instanceof Error ? error.message : String(error),
        remedy: errorCodes['lab.unexpected'],
        details: {},
      }

/** The error that data stand for, where they have come from another thread or program. */
export const fromErrorData = ({ code, message, details }: ErrorData, cause?: unknown): LabError =>
  new LabError(code, message, details, cause)

/** Ends an exhaustive `switch`: a member that was forgotten does not compile. */
export const assertNever = (value: never): never => {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`)
}
