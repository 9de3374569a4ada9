import { createServer } from 'node:http'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import {
  applyProfileRequest,
  maintenanceRequest,
  virtualMachinesRequest,
  type AgentState,
} from '../../src/shared/protocol/index.ts'

/** A program that speaks a host's side of the agent protocol on a loopback address of its own. */
export type AgentHost = {
  readonly address: string
  readonly port: number
  state: AgentState
  /** What the next profile application answers. */
  profileFails?: string
  /** Leaves the next profile that comes without an answer; resolves once it is there. */
  nextProfile(): Promise<void>
  beat(vcenterPort: number, vcenter: string, bytes?: string): Promise<void>
  reboot(changes: Partial<AgentState>): void
  close(): Promise<void>
}

/** Starts an agent that booted over the network and waits in maintenance mode. */
export const startAgentHost = async (host: string, address: string): Promise<AgentHost> => {
  let boots = 1
  let leave: (() => void) | undefined
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
      const text = Buffer.concat(chunks).toString('utf8')
      const body: unknown = text === '' ? undefined : JSON.parse(text)
      const reply = (value: unknown) => response.end(JSON.stringify(value))
      switch (`${request.method} ${request.url}`) {
        case 'GET /agent/state':
          return reply(self.state)
        case 'POST /agent/profile': {
          if (leave !== undefined) {
            leave()
            leave = undefined
            return undefined
          }
          const { hostProfile } = applyProfileRequest.parse(body)
          if (self.profileFails !== undefined) {
            return reply({ applied: false, message: self.profileFails })
          }
          self.state = { ...self.state, hostProfile: hostProfile?.name ?? '' }
          return reply({ applied: true, message: 'applied' })
        }
        case 'PUT /agent/maintenance':
          self.state = { ...self.state, ...maintenanceRequest.parse(body) }
          return reply({})
        case 'PUT /agent/virtual-machines':
          self.state = { ...self.state, ...virtualMachinesRequest.parse(body) }
          return reply({})
        default:
          response.statusCode = 404
          return reply({})
      }
    })()
  })
  server.listen(0, address)
  await once(server, 'listening')
  const bound = server.address()
  const self: AgentHost = {
    address,
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    state: {
      host,
      boot: `${host}/${boots}`,
      bootedFromStatelessCache: false,
      imageProfile: 'ESXi-8',
      digest: 'a'.repeat(64),
      hostProfile: '',
      maintenance: true,
      virtualMachines: [],
    },
    nextProfile: () =>
      new Promise((resolve) => {
        leave = resolve
      }),
    beat: async (port, to, bytes = JSON.stringify({ host, boot: self.state.boot })) => {
      const socket = createSocket('udp4')
      await new Promise((resolve) => socket.send(bytes, port, to, resolve))
      socket.close()
    },
    reboot: (changes) => {
      boots += 1
      self.state = { ...self.state, boot: `${host}/${boots}`, virtualMachines: [], ...changes }
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return self
}
