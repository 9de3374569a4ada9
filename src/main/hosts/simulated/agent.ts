import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { assertNever } from '../../../shared/base/index.ts'
import {
  agentPort,
  applyProfileRequest,
  maintenanceRequest,
  virtualMachinesRequest,
} from '../../../shared/protocol/index.ts'
import { readBody } from '../../read-body.ts'
import type { AgentDuties, Bench } from './bench.ts'

const largest = 1024 * 1024

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const body = await readBody(request, largest, () => new SyntaxError('too large'))
  return JSON.parse(body.toString())
}

const applied = async (duties: AgentDuties, request: IncomingMessage) => {
  const stored = await duties.applyProfile(applyProfileRequest.parse(await bodyOf(request)))
  switch (stored.kind) {
    case 'written': {
      const { digest, writtenAt } = stored
      return {
        applied: true,
        message: 'Applied; the image is cached.',
        cache: { digest, writtenAt },
      }
    }
    case 'installed':
      return {
        applied: true,
        message: 'Applied; the image is installed. The host reboots.',
        restarts: true,
      }
    case 'notAsked':
      return { applied: true, message: 'Applied.' }
    case 'noDisk':
      return { applied: true, message: `Applied; the image is not on a disk: ${stored.message}.` }
    case 'failed':
      return { applied: false, message: `The image is not on a disk: ${stored.message}.` }
    default:
      return assertNever(stored)
  }
}

const answer = async (duties: AgentDuties, request: IncomingMessage): Promise<unknown> => {
  switch (`${request.method ?? ''} ${request.url ?? ''}`) {
    case 'GET /agent/state':
      return duties.state()
    case 'POST /agent/profile':
      return applied(duties, request)
    case 'PUT /agent/maintenance':
      duties.setMaintenance(maintenanceRequest.parse(await bodyOf(request)).maintenance)
      return {}
    case 'PUT /agent/virtual-machines': {
      const { virtualMachines } = virtualMachinesRequest.parse(await bodyOf(request))
      duties.setVirtualMachines(virtualMachines)
      return {}
    }
    default:
      return undefined
  }
}

const send = (response: ServerResponse, status: number, value: unknown) => {
  const body = JSON.stringify(value)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

const handle = async (duties: AgentDuties, request: IncomingMessage, response: ServerResponse) => {
  try {
    const reply = await answer(duties, request)
    if (reply === undefined) send(response, 404, { message: 'There is nothing here.' })
    else send(response, 200, reply)
  } catch (error) {
    const theirs = error instanceof z.ZodError || error instanceof SyntaxError
    // The power may be gone in the middle of an answer; then there is nobody to send it to.
    if (response.writable)
      send(response, theirs ? 400 : 500, { message: theirs ? 'Malformed.' : String(error) })
  }
}

/** Makes the agent listen at the host's address. It ends with `bench.signal`. */
export const startAgent = async (
  bench: Bench,
  address: string,
  duties: AgentDuties,
): Promise<number> => {
  const make = () => createServer((request, response) => void handle(duties, request, response))
  const { port } = await bench.uplink.serve(make, { address, port: agentPort }, bench.signal)
  return port
}
