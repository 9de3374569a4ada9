import { ORPCError } from '@orpc/server'
import { ValidationError } from '@orpc/contract'
import { LabError, toErrorData } from '../../shared/base/index.ts'

/** `input.hosts[0]: a host id: ...`: the first thing wrong with what a caller sent. */
const describeInput = ({ issues }: ValidationError): LabError => {
  const [issue] = issues
  const path = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))
  const place = path.join('.')
  const message = issue?.message ?? 'The input is not valid.'
  return new LabError('api.bad-request', place === '' ? message : `${place}: ${message}`, {
    path: place,
  })
}

/** Bad input fails as the caller's error; every other error that is not a `LabError` is our defect. */
const asRaised = (error: unknown): unknown =>
  error instanceof ORPCError &&
  error.code === 'BAD_REQUEST' &&
  error.cause instanceof ValidationError
    ? describeInput(error.cause)
    : error

/**
 * Any error as it crosses the API: the code of the lab's own table, and `ErrorData` as `data`. Stacks
 * stay here: `onUnexpected` gets what was not raised on purpose.
 */
export const toApiError = (
  error: unknown,
  onUnexpected: (error: unknown) => void,
): ORPCError<string, unknown> => {
  const raised = asRaised(error)
  if (!(raised instanceof LabError)) onUnexpected(error)
  const data = toErrorData(raised)
  const status = data.code === 'lab.unexpected' ? 500 : 400
  return new ORPCError(data.code, { status, message: data.message, data })
}
