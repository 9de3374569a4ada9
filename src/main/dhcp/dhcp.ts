import { LabError, toErrorData } from '../../shared/base/index.ts'
import type { Component } from '../component.ts'
import type { LeaseStore } from '../journal/store.ts'
import type { UdpSocket } from '../net/index.ts'
import { nowhere } from './codec/packet.ts'
import { configOf } from './config.ts'
import { createProber, prove, proberMac } from './proof.ts'
import { createServer, type Server, type ServerDeps } from './server.ts'

export type DhcpDeps = ServerDeps & { readonly leases: LeaseStore }

/**
 * The DHCP component: one socket and the server behind it. On a real interface it listens on all addresses, pinned
 * to that interface, for clients without an address broadcast.
 */
export const createDhcp = (deps: DhcpDeps): Component => {
  const { network, document, leases, commit } = deps
  let running: { readonly socket: UdpSocket; readonly server: Server } | undefined
  let problem: LabError | undefined

  const close = async () => {
    const { socket } = running ?? {}
    running = undefined
    await socket?.close()
  }

  /** Without a durable lease nothing may be promised: the server closes and says why. */
  const breakDown = (error: unknown) => {
    if (running === undefined) return
    const { code, message, details } = toErrorData(error)
    problem = new LabError(code, message, details, error)
    close()
      .then(() =>
        commit({
          facts: [{ type: 'component.failed', component: 'dhcp', reason: { code, message } }],
        }),
      )
      .catch(() => undefined)
  }

  const open = async () => {
    const stored = await leases.all()
    const server = createServer(deps, stored, {
      send: ({ bytes, to }) => running?.socket.send(bytes, to),
      broken: breakDown,
    })
    const socket = await network.udp({
      address: network.kind === 'lab' ? network.address : nowhere,
      port: document().network.ports.dhcp,
      onDatagram: (datagram) => {
        server.receive(datagram)
      },
      onError: () => undefined,
    })
    problem = undefined
    running = { socket, server }
    return socket.local
  }

  return {
    id: 'dhcp',
    async start() {
      const { address, port } = running?.socket.local ?? (await open())
      return network.kind === 'lab'
        ? `${address}:${String(port)}`
        : `${network.name} ${network.address}:${String(port)}`
    },
    stop: close,
    async prove(signal) {
      if (running === undefined)
        throw new LabError('dhcp.no-answer', 'The DHCP server is not started.')
      const { server, socket } = running
      const config = configOf(document(), network.address)
      if (config.mode === 'observe') return ['Listens; in this mode nothing is answered.']
      const prober = createProber()
      server.setProver(proberMac(prober))
      try {
        return await prove({ network, config, server: socket.local, prober, signal })
      } finally {
        server.setProver(undefined)
      }
    },
    problem: () => problem,
  }
}
