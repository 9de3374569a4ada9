import type { z } from 'zod'
import { LabError } from '../../shared/base/index.ts'
import {
  connectReply,
  decideReply,
  hostCertificate,
  type DecideReply,
  type DecideRequest,
  type HostCertificate,
  type HostReport,
} from '../../shared/protocol/index.ts'
import type { Association } from '../../shared/facts/index.ts'
import { ask } from '../ask.ts'

const decideTimeout = 5_000
/** A thousand hosts may ask for their first certificate at once. */
const certificateTimeout = 20_000
/** vCenter talks to the host, applies its profile and waits for its cache before it answers. */
const connectTimeout = 120_000

/** What a neighbour answers, in the form that it promises. `within` in ms. */
const post = async <T>(
  form: z.ZodType<T>,
  url: string,
  {
    json,
    within,
    signal,
  }: { readonly json?: unknown; readonly within: number; readonly signal: AbortSignal },
): Promise<T> => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(within)])
  const { status, body } = await ask(url, { method: 'POST', json, signal: limit })
  if (status !== 200) throw new Error(`it answered ${status}`)
  return form.parse(JSON.parse(body.toString()))
}

/** Asks the rules engine what a host gets. `LabError` `waiter.rules-unreachable` when it cannot say. */
export const askRules = async (
  rulesEngine: string,
  request: DecideRequest,
  signal: AbortSignal,
): Promise<DecideReply> => {
  try {
    // Named in the target as well: a capture keeps heads alone.
    const target = `${rulesEngine}/vmw/rbd/decide?host=${encodeURIComponent(request.host)}`
    return await post(decideReply, target, { json: request, within: decideTimeout, signal })
  } catch (error) {
    const message = `The rules engine gave no decision: ${textOf(error)}.`
    throw new LabError('waiter.rules-unreachable', message, { host: request.host }, error)
  }
}

/** Asks vCenter to take a booted host in. A vCenter that is away is an answer, not an error. */
export const askVCenter = async ({
  vcenter,
  host,
  report: { address, agentPort },
  association,
  signal,
}: {
  readonly vcenter: string
  readonly host: string
  readonly report: HostReport
  readonly association: Association
  readonly signal: AbortSignal
}): Promise<z.infer<typeof connectReply>> => {
  try {
    const { status, body } = await ask(`${vcenter}/api/autodeploy/hosts/${host}/connect`, {
      method: 'POST',
      json: { address, agentPort, association },
      signal: AbortSignal.any([signal, AbortSignal.timeout(connectTimeout)]),
    })
    const reply = connectReply.safeParse(JSON.parse(body.toString()))
    if (status === 200 && reply.success) return reply.data
    return { connected: false, message: `vCenter answered ${status}.` }
  } catch (error) {
    return { connected: false, message: `vCenter did not answer: ${textOf(error)}.` }
  }
}

/** Asks vCenter's authority for a certificate. `LabError` `waiter.no-certificate` when it gives none. */
export const askAuthority = async (
  vcenter: string,
  host: string,
  signal: AbortSignal,
): Promise<HostCertificate> => {
  try {
    const url = `${vcenter}/api/autodeploy/hosts/${host}/certificate`
    return await post(hostCertificate, url, { within: certificateTimeout, signal })
  } catch (error) {
    const message = `The certificate authority gave ${host} no certificate: ${textOf(error)}.`
    throw new LabError('waiter.no-certificate', message, { host }, error)
  }
}

const textOf = (error: unknown): string =>
  error instanceof Error ? ('code' in error && String(error.code)) || error.message : String(error)
