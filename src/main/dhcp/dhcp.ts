import { nowhere } from '../../shared/packet/dhcp/index.ts'
import { LabError, toErrorData } from '../../shared/base/index.ts'
import type { DhcpMode } from '../../shared/document/schema.ts'
import type { Component } from '../component.ts'
import type { LeaseStore } from '../journal/store.ts'
import type { Datagram, UdpSocket } from '../net/index.ts'
import { configOf, type DhcpConfig } from './config.ts'
import { watchForConflicts } from './conflicts.ts'
import { everybody } from './everybody.ts'
import { sightingOf, type Sighting } from './interlock/foreign.ts'
import { probeForServers } from './interlock/probe.ts'
import { createProber, prove, proberMac } from './proof.ts'
import { createServer, type Server, type ServerDeps } from './server.ts'

export type DhcpDeps = ServerDeps & { readonly leases: LeaseStore }

/** What is open while the component is started. */
type Running = {
  readonly server: Server
  readonly sockets: readonly [UdpSocket, ...UdpSocket[]]
  /** Ends the work that goes on in the background. */
  readonly over: AbortController
}

/** Modes in which a second server that gives addresses would make both of them lie. */
const standsAlone = (mode: DhcpMode) => mode === 'authoritative' || mode === 'reservationOnly'

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
  /** Foreign servers that were written down since the start. */
  const sighted = new Set<string>()

  const configNow = () => configOf(document(), network.address)

  const close = async () => {
    starting.abort(new LabError('dhcp.no-answer', 'DHCP was stopped while it started.'))
    const { sockets, over } = running ?? {}
    running = undefined
    over?.abort()
    await Promise.all(sockets?.map((socket) => socket.close()) ?? [])
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

  const writeDown = async (sighting: Sighting) => {
    const { serverId, from, offered } = sighting
    if (sighted.has(serverId)) return
    sighted.add(serverId)
    const known = await network
      .neighbours?.([from === nowhere ? serverId : from], {
        recheck: false,
        signal: AbortSignal.timeout(5000),
      })
      .catch(() => undefined)
    const mac = [...(known?.values() ?? [])][0]
    await commit({
      facts: [
        {
          type: 'dhcp.foreignOffer',
          serverId,
          from,
          offered,
          interface: network.name,
          ...(mac === undefined ? {} : { mac }),
        },
      ],
    })
  }

  /** Beside another server we stop; in proxy and observe mode we expect it. */
  const meet = (sighting: Sighting) => {
    if (standsAlone(configNow().mode)) breakDownNow(foreignError(sighting, network.name))
    writeDown(sighting).catch(() => undefined)
  }

  const look = ({ bytes, from }: Datagram) => {
    const sighting = isReal ? sightingOf(bytes, from, network.address) : undefined
    if (sighting !== undefined) meet(sighting)
  }

  const demandAlone = async ({ mode, ports }: DhcpConfig) => {
    if (!isReal || !standsAlone(mode)) return
    const { signal } = starting
    const sighting = await probeForServers({
      network,
      ports,
      prober: createProber(),
      clock,
      signal,
    })
    if (sighting === undefined) return
    await writeDown(sighting)
    throw foreignError(sighting, network.name)
  }

  const openSockets = async (server: Server, { mode, ports }: DhcpConfig) => {
    const opened: UdpSocket[] = []
    const open = async (
      address: string,
      port: number,
      share: boolean,
      onDatagram: (datagram: Datagram) => void,
    ) => {
      const socket = await network.udp({ address, port, share, onDatagram, onError: onSocketError })
      opened.push(socket)
      return socket
    }
    const here = isReal ? nowhere : network.address
    try {
      const main = await open(here, ports.server, false, (datagram) => {
        look(datagram)
        if (running !== undefined) server.receive(datagram, 'dhcp')
      })
      if (isReal || mode === 'proxy')
        await open(network.address, ports.boot, false, (datagram) => {
          server.receive(datagram, 'boot')
        })
      if (isReal) await open(everybody, ports.client, true, look)
      return [main, ...opened.filter((each) => each !== main)] as const
    } catch (error) {
      await Promise.all(opened.map((socket) => socket.close()))
      throw error
    }
  }

  /** A reply that cannot be sent is the client's loss alone; a network that is gone is everybody's. */
  const onSocketError = (error: Error) => {
    if (error instanceof LabError) breakDownNow(error)
  }

  const open = async () => {
    starting = new AbortController()
    sighted.clear()
    const config = configNow()
    await demandAlone(config)
    const server = createServer(deps, await leases.all(), {
      send({ bytes, to }, service) {
        const [main, boot] = running?.sockets ?? []
        const socket = service === 'boot' ? boot : main
        socket?.send(bytes, to)
      },
      broken: breakDownNow,
    })
    const sockets = await openSockets(server, config)
    const over = new AbortController()
    problem = undefined
    running = { server, sockets, over }
    if (isReal && standsAlone(config.mode) && config.conflictCheck)
      watchForConflicts({ network, server, clock, signal: over.signal }).catch((error: unknown) => {
        if (!over.signal.aborted) breakDownNow(error)
      })
    return sockets[0].local
  }

  return {
    id: 'dhcp',
    async start() {
      const { address, port } = running?.sockets[0].local ?? (await open())
      return isReal
        ? `${network.name} ${network.address}:${String(port)}`
        : `${address}:${String(port)}`
    },
    stop: close,
    async prove(signal) {
      if (running === undefined)
        throw new LabError('dhcp.no-answer', 'The DHCP server is not started.')
      const { server, sockets } = running
      const config = configNow()
      if (config.mode === 'observe') return ['Listens; in this mode nothing is answered.']
      const prober = createProber()
      server.setProver(proberMac(prober))
      try {
        return await prove({ network, config, server: sockets[0].local, prober, signal })
      } finally {
        server.setProver(undefined)
      }
    },
    problem: () => problem,
  }
}

const foreignError = ({ serverId, from, offered, seen }: Sighting, name: string): LabError =>
  new LabError(
    'dhcp.foreign-server',
    seen === 'answer'
      ? `Another DHCP server, ${serverId} (heard from ${from}), answers on ${name}${offered === nowhere ? '' : ` and offered ${offered}`}.`
      : `A client on ${name} took ${offered} from another DHCP server, ${serverId}.`,
    { serverId, from, offered, interface: name },
  )
