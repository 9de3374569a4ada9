import type { Clock } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { EventLog } from './event-log.ts'
import type { Inventory } from './inventory.ts'
import type { Operations } from './operations.ts'

/** What the HTTP face reads and does. */
export type Face = {
  readonly document: () => LabDocument
  readonly inventory: () => Inventory
  readonly events: EventLog['newest']
  readonly clock: Clock
  readonly operations: Pick<Operations, 'admit' | 'certify' | 'reconnect' | 'disconnect'>
  /** Told of a request that is not what vCenter speaks. */
  readonly onBadRequest: (from: string, message: string) => void
  /** Told of a request that not even an error could be sent to. */
  readonly onUnexpected: (error: unknown) => void
}

/** One request, as routes see it. `body` parses JSON when a route asks for it. */
export type Ask = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  readonly session: string | undefined
  readonly body: () => Promise<unknown>
}

/** `body` is sent as JSON; without one nothing is sent. */
export type Reply = { readonly status: number; readonly body?: unknown }

/** Answers a request, or leaves it to the next. */
export type Route = (ask: Ask) => Promise<Reply | undefined>

/** An error in the shape of the vSphere Automation API: `error_type` and `messages`. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly errorType: string

  constructor(status: number, errorType: string, message: string) {
    super(message)
    this.status = status
    this.errorType = errorType
  }

  reply(): Reply {
    const id = `headwaiter.${this.errorType.toLowerCase()}`
    const messages = [{ id, default_message: this.message, args: [] }]
    return { status: this.status, body: { error_type: this.errorType, messages } }
  }
}
