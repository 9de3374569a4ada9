import { request } from 'node:http'
import { z } from 'zod'
import { LabError } from '../../shared/base/index.ts'
import {
  agentState,
  applyProfileReply,
  type AgentState,
  type ApplyProfileRequest,
} from '../../shared/protocol/index.ts'
import type { Endpoint } from '../net/network.ts'

type ApplyProfileReply = z.infer<typeof applyProfileReply>

/** Real milliseconds: the other end is a program on a network, whatever the lab's speed. */
const answerWithin = 10_000
/** Applying a profile may write a whole image to disk. */
const applyWithin = 120_000
const largestReply = 1 << 20

/** A host's agent, as vCenter talks to it. Each call rejects with `vcenter.host-unreachable`. */
export type HostAgent = {
  state(): Promise<AgentState>
  applyProfile(asked: ApplyProfileRequest): Promise<ApplyProfileReply>
  setMaintenance(maintenance: boolean): Promise<void>
  /** The whole list: the host registers exactly these. */
  setVirtualMachines(virtualMachines: readonly string[]): Promise<void>
}

const unreachable = (at: Endpoint, cause: string): LabError =>
  new LabError(
    'vcenter.host-unreachable',
    `The host's agent at ${at.address}:${at.port} did not answer: ${cause}.`,
    { address: at.address, port: at.port, cause },
  )

type Call = {
  readonly at: Endpoint
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: unknown
  readonly signal: AbortSignal
}

/** One request on a connection of its own: a pooled one may be to a boot of the host that is gone. */
const exchange = ({ at, method, path, body, signal }: Call): Promise<string> =>
  new Promise((resolve, reject) => {
    const payload = body === undefined ? '' : JSON.stringify(body)
    const outgoing = request({
      host: at.address,
      port: at.port,
      method,
      path,
      agent: false,
      signal,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) },
    })
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = []
      let size = 0
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > largestReply) outgoing.destroy(new Error('the reply is too large'))
        else chunks.push(chunk)
      })
      incoming.on('error', reject)
      incoming.on('end', () => {
        const status = incoming.statusCode ?? 0
        if (status >= 200 && status < 300) resolve(Buffer.concat(chunks).toString('utf8'))
        else reject(new Error(`status ${status}`))
      })
    })
    outgoing.end(payload)
  })

const causeOf = (error: unknown): string => {
  if (error instanceof z.ZodError || error instanceof SyntaxError) return 'its reply is malformed'
  if (!(error instanceof Error)) return String(error)
  return error.name === 'AbortError' || error.name === 'TimeoutError'
    ? 'it took too long'
    : error.message
}

/** The agent at an address. `signal` ends every call, as when vCenter's plug is pulled. */
export const createHostAgent = (at: Endpoint, signal: AbortSignal): HostAgent => {
  const call = async (
    method: Call['method'],
    path: string,
    body?: unknown,
    within = answerWithin,
  ): Promise<string> => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(within)])
    try {
      return await exchange({ at, method, path, body, signal: limit })
    } catch (error) {
      throw unreachable(at, causeOf(error))
    }
  }
  const parsed = <T>(schema: z.ZodType<T>, text: string): T => {
    try {
      return schema.parse(JSON.parse(text))
    } catch (error) {
      throw unreachable(at, causeOf(error))
    }
  }
  return {
    state: async () => parsed(agentState, await call('GET', '/agent/state')),
    applyProfile: async (asked) =>
      parsed(applyProfileReply, await call('POST', '/agent/profile', asked, applyWithin)),
    setMaintenance: async (maintenance) => {
      await call('PUT', '/agent/maintenance', { maintenance })
    },
    setVirtualMachines: async (virtualMachines) => {
      await call('PUT', '/agent/virtual-machines', { virtualMachines })
    },
  }
}
