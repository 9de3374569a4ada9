import { z } from 'zod'
import { LabError } from '../../shared/base/index.ts'
import {
  agentState,
  applyProfileReply,
  type AgentState,
  type ApplyProfileRequest,
} from '../../shared/protocol/index.ts'
import { ask } from '../ask.ts'
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
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    json?: unknown,
    within = answerWithin,
  ): Promise<string> => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(within)])
    try {
      const url = `http://${at.address}:${at.port}${path}`
      const { status, body } = await ask(url, { method, json, most: largestReply, signal: limit })
      if (status < 200 || status >= 300) throw new Error(`status ${status}`)
      return body.toString()
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
