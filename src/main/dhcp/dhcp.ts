import { fromErrorData, LabError, toErrorData } from '../../shared/base/index.ts'
import type { FactOf } from '../../shared/facts/index.ts'
import { nowhere } from '../../shared/packet/dhcp/index.ts'
import type { Component } from '../component.ts'
import type { LeaseStore } from '../journal/store.ts'
import { everybody, type Datagram, type UdpSocket } from '../net/index.ts'
import { configOf, type DhcpConfig } from './config.ts'
import { watchForConflicts } from './conflicts.ts'
import { createLookout, standsAlone } from './interlock/lookout.ts'
import { createVigil, type Vigil } from './interlock/vigil.ts'
import { createPacer } from './pacer.ts'
import { createProber, prove, proberMac } from './proof.ts'
import { rehearse } from './rehearsal.ts'
import { createServer, type Server, type ServerDeps } from './server.ts'
import { cannotAsk, twinFound } from './findings.ts'

export type DhcpDeps = ServerDeps & {
  readonly leases: LeaseStore
  /** Calls back after each change of the document; returns how to stop. Without it a mode holds until the next start. */
  readonly changes?: (changed: () => void) => () => void
}

/** What is open while the component is started. */
type Running = {
  readonly server: Server
  readonly main: UdpSocket
  /** The PXE boot server's socket, where there is one. */
  boot: UdpSocket | undefined
  /** Hears what other servers broadcast. */
  readonly watch: UdpSocket | undefined
  /** Ends the work that goes on in the background. */
  readonly over: AbortController
  /** Ends the hearing of changes of the document. */
  readonly leave: () => void
  /** Ends the look at free addresses and for other servers, which only those need who give addresses. */
  checking: AbortController
  /** Present as long as we must be alone. */
  vigil?: Vigil | undefined
}

/**
 * The DHCP component. On a real interface it listens on all addresses, pinned to that interface, for clients without an
 * address broadcast; it opens only where no other server answers, and closes by itself as soon as one does.
 */
export const createDhcp = (deps: DhcpDeps): Component => {
  const { network, document, leases, commit, clock } = deps
  const isReal = network.kind === 'interface'
  /** Broadcasts reach sockets on all addresses alone. */
  const listensOn = isReal ? nowhere : network.address
  let running: Running | undefined
  let problem: LabError | undefined
  let starting = new AbortController()
  /** What was found and told of since the start: machines with our own address, and why the segment cannot be asked. */
  const found = new Set<string>()

  const configNow = () => configOf(document(), network.address)

  const close = async () => {
    starting.abort(new LabError('dhcp.no-answer', 'DHCP was stopped while it started.'))
    const before = running
    running = undefined
    if (before === undefined) return
    before.over.abort()
    before.checking.abort()
    before.leave()
    const sockets = [before.main, before.boot, before.watch]
    await Promise.all(sockets.flatMap((socket) => (socket === undefined ? [] : [socket.close()])))
  }

  /** Closes first and writes after: within the time of one datagram nothing is answered any more. */
  const breakDown = async (error: unknown) => {
    if (running === undefined) return
    problem = fromErrorData(toErrorData(error), error)
    const { code, message } = problem
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

  // A reply that cannot be sent is its client's loss alone: it asks again.
  const openSocket = (
    address: string,
    port: number,
    onDatagram: (datagram: Datagram) => void,
    share = false,
  ) => network.udp({ address, port, share, onDatagram, onError: () => undefined })

  const openBoot = (server: Server, { ports }: DhcpConfig) =>
    openSocket(listensOn, ports.boot, (datagram) => {
      server.receive(datagram, 'boot')
    })

  const openSockets = async (server: Server, config: DhcpConfig) => {
    const { mode, ports } = config
    const opened: UdpSocket[] = []
    const keep = async (opening: Promise<UdpSocket>) => {
      const socket = await opening
      opened.push(socket)
      return socket
    }
    const look = (datagram: Datagram) => {
      lookout.look(datagram, server.mode())
    }
    try {
      const main = await keep(
        openSocket(listensOn, ports.server, (datagram) => {
          server.receive(datagram, 'dhcp')
        }),
      )
      const boot = isReal || mode === 'proxy' ? await keep(openBoot(server, config)) : undefined
      const watch = isReal ? await keep(openSocket(everybody, ports.client, look, true)) : undefined
      return { main, boot, watch }
    } catch (error) {
      await Promise.all(opened.map((socket) => socket.close()))
      throw error
    }
  }

  const tellOnce = async (what: string, fact: FactOf<'dhcp.finding'>) => {
    if (found.has(what)) return
    found.add(what)
    await commit({ facts: [fact] })
  }

  /** Tells of another machine with our own address, each once. */
  const lookForTwin = async (signal: AbortSignal) => {
    const mac = await network.twin?.(signal)
    if (mac !== undefined) await tellOnce(mac, twinFound(network.address, mac))
  }

  /** Says whether the segment can have heard it. What cannot be asked now, for the cable is out, is asked the next time. */
  const askAgain = async (config: DhcpConfig, signal: AbortSignal) => {
    try {
      await Promise.all([lookForTwin(signal), lookout.demandAlone(config, signal)])
      return network.isLinked?.() ?? true
    } catch (error) {
      if (error instanceof LabError && error.code === 'dhcp.foreign-server') await breakDown(error)
      else if (!signal.aborted) {
        const { message } = toErrorData(error)
        await tellOnce(message, cannotAsk(network.name, message)).catch(breakDownNow)
      }
      return false
    }
  }

  const checkAhead = (now: Running, config: DhcpConfig) => {
    now.checking.abort()
    now.checking = new AbortController()
    now.vigil = undefined
    if (!isReal || !standsAlone(config.mode)) return
    const { signal } = now.checking
    const links = () => network.links?.()
    now.vigil = createVigil({ ask: () => askAgain(config, signal), links, clock })
    // It ends by its signal, or with the service.
    now.vigil.keep(signal).catch(() => undefined)
    if (!config.conflictCheck) return
    const tell = (fact: FactOf<'dhcp.finding'>) => commit({ facts: [fact] })
    watchForConflicts({ network, server: now.server, tell, clock, signal }).catch(
      (error: unknown) => {
        if (!signal.aborted) breakDownNow(error)
      },
    )
  }

  /** Takes up the mode of the document. Where we must be alone the segment is asked first; meanwhile we only listen. */
  const takeMode = async () => {
    const now = running
    const config = configNow()
    if (now === undefined || config.mode === now.server.mode()) return
    if (isReal && standsAlone(config.mode) && !standsAlone(now.server.mode())) {
      now.server.setMode('observe')
      await lookout.demandAlone(config, now.over.signal)
    }
    if (config.mode === 'proxy' && now.boot === undefined) {
      const boot = await openBoot(now.server, config)
      if (running !== now) return boot.close()
      now.boot = boot
    }
    if (running !== now) return
    now.server.setMode(config.mode)
    checkAhead(now, config)
  }
  let taken: Promise<void> = Promise.resolve()
  const takeModeNow = () => {
    taken = taken.then(takeMode).catch(breakDownNow)
  }

  const open = async (): Promise<Running> => {
    starting = new AbortController()
    lookout.reset()
    found.clear()
    const config = configNow()
    // The segment is given seconds to answer; we use them.
    await Promise.all([lookout.demandAlone(config, starting.signal), isReal && rehearse(deps)])
    const inPace = createPacer(clock)
    const server = createServer(deps, await leases.all(), {
      send({ bytes, to, inCompany }, service) {
        const go = () => (service === 'boot' ? running?.boot : running?.main)?.send(bytes, to)
        if (inCompany) inPace(go)
        else go()
      },
      admit(packet, from, service) {
        // Clients name another server to the boot server, too: it is the one that gave them their address.
        if (packet !== undefined && lookout.asks(packet)) return false
        if (service === 'dhcp' && packet !== undefined && server.concerns(packet))
          lookout.lookAt(packet, from, server.mode())
        return running !== undefined && running.vigil?.isSure() !== false
      },
      broken: breakDownNow,
    })
    const sockets = await openSockets(server, config)
    problem = undefined
    running = {
      server,
      ...sockets,
      over: new AbortController(),
      checking: new AbortController(),
      leave: deps.changes?.(takeModeNow) ?? (() => undefined),
    }
    checkAhead(running, config)
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
      if (server.mode() === 'observe') return ['Listens; in this mode nothing is answered.']
      const prober = createProber()
      server.setProver(proberMac(prober))
      try {
        const hasFree = server.nextFree(1).length > 0
        return await prove({ network, config, server: main.local, hasFree, prober, signal })
      } finally {
        server.setProver(undefined)
      }
    },
    problem: () => problem,
  }
}
