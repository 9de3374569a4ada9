import type { IncomingMessage, ServerResponse } from 'node:http'
import { planAnswer, type Plan, type Stored } from './conditions.ts'

/** What a client may hold of a stored body, and what it is told of it. */
export type StoredBody = Stored & { readonly type: string; readonly cacheControl: string }

/** The bytes to send after the head. */
export type BodyPlan = Extract<Plan, { status: 200 | 206 }>

/**
 * Writes the head that a GET or HEAD of a stored body gets by its Range and conditions. The body that is to
 * follow; undefined when none is, and the response has ended.
 */
export const answerStored = (
  request: IncomingMessage,
  response: ServerResponse,
  body: StoredBody,
): BodyPlan | undefined => {
  const plan = planAnswer(request.method ?? '', conditionsOf(request), body)
  response.writeHead(plan.status, headersOf(plan, body))
  if (request.method !== 'HEAD' && hasBody(plan)) return plan
  response.end()
  return undefined
}

const hasBody = (plan: Plan): plan is BodyPlan => plan.status === 200 || plan.status === 206

const conditionsOf = ({ headers }: IncomingMessage) => ({
  range: headers.range,
  ifRange: headers['if-range']?.toString(),
  ifMatch: headers['if-match'],
  ifNoneMatch: headers['if-none-match'],
})

const headersOf = (
  plan: Plan,
  { size, etag, type, cacheControl }: StoredBody,
): Record<string, string | number> => {
  const always = { etag, 'cache-control': cacheControl, 'accept-ranges': 'bytes' }
  if (!hasBody(plan)) {
    const range = plan.status === 416 ? { 'content-range': `bytes */${size}` } : {}
    return { ...always, ...range, ...(plan.status === 304 ? {} : { 'content-length': 0 }) }
  }
  const { start, end } = plan
  return {
    ...always,
    'content-type': type,
    'content-length': end - start,
    ...(plan.status === 206 ? { 'content-range': `bytes ${start}-${end - 1}/${size}` } : {}),
  }
}
