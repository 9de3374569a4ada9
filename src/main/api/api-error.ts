import { ORPCError } from '@orpc/server'
import { ValidationError } from '@orpc/contract'
import { LabError, toErrorData } from '../../shared/base/index.ts'

/** `hosts.0: a host id: ...`: the first thing wrong with a value, and where. */
const describeIssue = ({ issues }: ValidationError) => {
  const [issue] = issues
  const path = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))
  const place = path.join('.')
  const message = issue?.message ?? 'The value is not valid.'
  return { place, text: place === '' ? message : `${place}: ${message}` }
}

/** Bad input is the caller's error; an output that does not fit is our defect, named by its procedure. */
const asRaised = (error: unknown, procedure: string): unknown => {
  if (!(error instanceof ORPCError) || !(error.cause instanceof ValidationError)) return error
  const { place, text } = describeIssue(error.cause)
  return error.code === 'BAD_REQUEST'
    ? new LabError('api.bad-request', text, { path: place })
    : new Error(`What ${procedure} gives does not fit the contract: ${text}`, { cause: error })
}

/**
 * Any error as it crosses the API: the code of the lab's own table, and `ErrorData` as `data`. Stacks
 * stay here: `onUnexpected` gets what was not raised on purpose. `procedure` as in `lab.state`.
 */
export const toApiError = (
  error: unknown,
  procedure: string,
  onUnexpected: (error: unknown) => void,
): ORPCError<string, unknown> => {
  const raised = asRaised(error, procedure)
  if (!(raised instanceof LabError)) onUnexpected(raised)
  const data = toErrorData(raised)
  const status = data.code === 'lab.unexpected' ? 500 : 400
  return new ORPCError(data.code, { status, message: data.message, data })
}
