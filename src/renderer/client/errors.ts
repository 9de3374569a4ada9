import { ORPCError } from '@orpc/client'
import { LabError, type ErrorData } from '../../shared/base/index.ts'

/** What a person is told when something did not work. */
export type Trouble = { readonly message: string; readonly remedy: string; readonly code?: string }

const isErrorData = (value: unknown): value is ErrorData =>
  typeof value === 'object' &&
  value !== null &&
  'message' in value &&
  typeof value.message === 'string' &&
  'remedy' in value &&
  typeof value.remedy === 'string'

/** A rejected call as trouble; `otherwise` when the lab did not say. */
export const troubleOf = (error: unknown, otherwise: Trouble): Trouble => {
  if (error instanceof LabError) return error.toData()
  const data: unknown = error instanceof ORPCError ? error.data : error
  if (isErrorData(data)) return { message: data.message, remedy: data.remedy, code: data.code }
  if (error instanceof ORPCError) return { ...otherwise, message: error.message }
  return otherwise
}
