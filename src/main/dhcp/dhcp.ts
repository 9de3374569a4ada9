import { LabError, toErrorData } from '../../shared/base/index.ts'
import { nowhere } from '../../shared/packet/dhcp/index.ts'
import type { Component } from '../component.ts'
import type { LeaseStore } from '../journal/store.ts'
import type { Datagram, UdpSocket } from '../net/index.ts'
import { configOf, type DhcpConfig } from './config.ts'
import { watchForConflicts } from './conflicts.ts'
import { everybody } from './everybody.ts'
import { createLookout, standsAlone } from './interlock/lookout.ts'
import { createProber, prove, proberMac } from './proof.ts'
import { rehearse } from './rehearsal.ts'
import { createServer, type Server, type ServerDeps } from './server.ts'

export type DhcpDeps = ServerDeps & { readonly leases: LeaseStore }

/** What is open while the component is started. */
type Running = {
  readonly server: Server
  readonly main: UdpSocket
  /** The PXE boot server's socket, where there is one. */
  readonly boot: UdpSocket | undefined
  /** Hears what other servers broadcast. */
  readonly watch: UdpSocket | undefined
  /** Ends the work that goes on in the background. */
  readonly over: AbortController
}

/**
 * The DHCP component. On a real interface it listens on all addresses, pinned to that interface, for clients without an
 * address broadcast; it opens only where no other server answers, and closes by itself as soon as one does.
 */
export const createDhcp = (deps: DhcpDeps): Component => {
  const { network, document, leases, commit, clock } = deps
  const isReal = network.kind === 'interface'
  let running: Running | undefined
  let problem: LabError | undefined
  let starting = new AbortController()

  const configNow = () => configOf(document(), network.address)

  const close = async () => {
    starting.abort(new LabError('dhcp.no-answer', 'DHCP was stopped while it started.'))
    const before = running
    running = undefined
    if (before === undefined) return
    before.over.abort()
    const sockets = [before.main, before.boot, before.watch]
    await Promise.all(sockets.flatMap((socket) => (socket === undefined ? [] : [socket.close()])))
  }

  /** Closes first and writes after: within the time of one datagram nothing is answered any more. */
  const breakDown = async (error: unknown) => {
    if (running === undefined) return
    const { code, message, details } = toErrorData(error)
    problem = new LabError(code, message, details, error)
    await close()
    await commit({
      facts: [{ type: 'component.failed', component: 'dhcp', reason: { code, message } }],
    })
  }
  /** A journal that cannot be written cannot be told of that; the problem itself is on show. */
  const breakDownNow = (error: unknown) => {
    breakDown(error).catch(() => undefined)
  }

  const lookout = createLookout({ network, commit, clock, meet: breakDownNow })

  const openSockets = async (server: Server, { mode, ports }: DhcpConfig) => {
    const opened: UdpSocket[] = []
    const open = async (
      address: string,
      port: number,
      onDatagram: (datagram: Datagram) => void,
      share = false,
    ) => {
      // A reply that cannot be sent is its client's loss alone: it asks again.
      const socket = await network.udp({
        address,
        port,
        share,
        onDatagram,
        onError: () => undefined,
      })
      opened.push(socket)
      return socket
    }
    const look = (datagram: Datagram) => {
      lookout.look(datagram, mode)
    }
    try {
      const main = await open(isReal ? nowhere : network.address, ports.server, (datagram) => {
        look(datagram)
        if (running !== undefined) server.receive(datagram, 'dhcp')
      })
      const boot =
        isReal || mode === 'proxy'
          ? await open(network.address, ports.boot, (datagram) => {
              server.receive(datagram, 'boot')
            })
          : undefined
      const watch = isReal ? await open(everybody, ports.client, look, true) : undefined
      return { main, boot, watch }
    } catch (error) {
      await Promise.all(opened.map((socket) => socket.close()))
      throw error
    }
  }

  const open = async (): Promise<Running> => {
    starting = new AbortController()
    lookout.reset()
    const config = configNow()
    // The segment is given seconds to answer; we use them.
    await Promise.all([lookout.demandAlone(config, starting.signal), isReal && rehearse(deps)])
    const server = createServer(deps, await leases.all(), {
      send: ({ bytes, to }, service) =>
        (service === 'boot' ? running?.boot : running?.main)?.send(bytes, to),
      broken: breakDownNow,
    })
    const sockets = await openSockets(server, config)
    const over = new AbortController()
    problem = undefined
    running = { server, ...sockets, over }
    if (isReal && standsAlone(config.mode) && config.conflictCheck)
      watchForConflicts({ network, server, clock, signal: over.signal }).catch((error: unknown) => {
        if (!over.signal.aborted) breakDownNow(error)
      })
    return running
  }

  return {
    id: 'dhcp',
    async start() {
      const { main } = running ?? (await open())
      const { address, port } = main.local
      return isReal
        ? `${network.name} ${network.address}:${String(port)}`
        : `${address}:${String(port)}`
    },
    stop: close,
    async prove(signal) {
      if (running === undefined)
        throw new LabError('dhcp.no-answer', 'The DHCP server is not started.')
      const { server, main } = running
      const config = configNow()
      if (config.mode === 'observe') return ['Listens; in this mode nothing is answered.']
      const prober = createProber()
      server.setProver(proberMac(prober))
      try {
        return await prove({ network, config, server: main.local, prober, signal })
      } finally {
        server.setProver(undefined)
      }
    },
    problem: () => problem,
  }
}
