import { z } from 'zod'
import { errorCodes, isErrorCode, type ErrorData } from '../base/index.ts'

/** An error as it crosses the API: the `data` of an `ORPCError`. */
const errorData = z.object({
  code: z.string().refine(isErrorCode),
  message: z.string(),
  remedy: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

/**
 * What a failed call of the API says, for whoever called: the lab's own error data when it sent
 * some, else (the connection broke, the other side is another program) a coded error of ours.
 */
export const readApiError = (error: unknown): ErrorData => {
  const data =
    typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined
  const parsed = errorData.safeParse(data)
  if (parsed.success) return parsed.data
  return {
    code: 'api.connection-lost',
    message: error instanceof Error ? error.message : String(error),
    remedy: errorCodes['api.connection-lost'],
    details: {},
  }
}
