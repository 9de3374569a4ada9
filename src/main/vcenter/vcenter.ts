import type { Server } from 'node:http'
import { atSpeed, LabError, type Clock, type HostId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Fact } from '../../shared/facts/index.ts'
import type { Component } from '../component.ts'
import type { JournalStore } from '../journal/store.ts'
import { badInputLimit, createLimiter, withHeld } from '../limiter.ts'
import { closeServer, limitSeats, type Network, type UdpSocket } from '../net/index.ts'
import type { Record } from '../record.ts'
import { createEventLog } from './event-log.ts'
import { createFace } from './http.ts'
import type { Authority } from './authority.ts'
import type { Ground } from './admission.ts'
import { createLanes } from './lanes.ts'
import { createLedger } from './ledger.ts'
import { inLanes } from './in-lanes.ts'
import { createOperations, type Operations } from './operations.ts'
import { createPresence, type Presence } from './presence.ts'
import { proveVCenter } from './prove.ts'

/** What an admin does in vCenter. All reject with `vcenter.unreachable` while the plug is out. */
export type VCenter = Component & Omit<Operations, 'admit' | 'certify' | 'resume' | 'balance'>

/** What vCenter needs of the house. */
export type VCenterParts = {
  readonly network: Network
  readonly document: () => LabDocument
  readonly journal: Pick<JournalStore, 'read' | 'subscribe'>
  readonly record: Record
  readonly clock: Clock
  /** Signs the certificates of hosts; away whenever vCenter is. */
  readonly authority: Authority
  /** Told of errors nobody raised on purpose: what one host or client meets does not end vCenter. */
  readonly onUnexpected: (error: unknown) => void
}

type Running = {
  readonly server: Server
  readonly udp: UdpSocket
  readonly stopping: AbortController
  readonly operations: Operations
  readonly presence: Presence
  readonly watching: Promise<void>
}

/**
 * The embedded vCenter: HTTP for the waiter and for scripts, UDP for heartbeats, on one port number.
 * Its inventory is what its own facts in the journal say, so a restart forgets nothing.
 */
export const createVCenter = ({
  network,
  document,
  journal,
  record,
  clock,
  authority,
  onUnexpected,
}: VCenterParts): VCenter => {
  const lanes = createLanes()
  let running: Running | undefined
  const events = createEventLog()
  const ledger = createLedger({
    journal,
    record,
    onFacts: (facts) => {
      events.take(facts)
      for (const { fact } of facts) {
        if (fact.type === 'vcenter.hostConnected') running?.presence.met(fact.host)
      }
    },
  })
  const { inventory, commit } = ledger

  /** A journal that takes nothing now must not make a stranger's nonsense the end of the program. */
  const note = (fact: Fact): void => void record(fact).catch(() => {})
  const admitBadInput = createLimiter(clock, badInputLimit)
  const badInput = (from: string, message: string, size?: number): void => {
    const held = admitBadInput()
    if (held === undefined) return
    const reason = { code: 'vcenter.bad-request', message: withHeld(message, held) }
    const more = size === undefined ? {} : { size }
    note({ type: 'net.badInput', component: 'vcenter', from, reason, ...more })
  }

  const open = async (): Promise<Running> => {
    await ledger.open()
    const stopping = new AbortController()
    const { signal } = stopping
    const inTurn: Ground['inTurn'] = (work) => lanes.run('virtual machines', work)
    const labClock = atSpeed(clock, () => document().speed)
    const ground: Ground = { document, inventory, commit, inTurn, authority, labClock, signal }
    const operations = inLanes(createOperations(ground), lanes, inventory)
    // A host that goes away again in the middle is found silent by the watch.
    const returned = (host: HostId): void =>
      void operations.resume(host).catch((error: unknown) => {
        if (!(error instanceof LabError)) onUnexpected(error)
      })
    const presence = createPresence({ ...ground, lanes, clock, returned, onUnexpected })
    const server = createFace({
      document,
      inventory,
      events: events.newest,
      clock,
      operations,
      onBadRequest: badInput,
      onUnexpected,
    })
    const at = { address: network.address, port: document().network.ports.vcenter }
    try {
      const bound = await network.listen(server, at)
      limitSeats(server, {
        clock,
        onCrowded: (crowded) => note({ type: 'net.crowded', component: 'vcenter', ...crowded }),
      })
      const udp = await network.udp({
        ...bound,
        onDatagram: ({ bytes, from }) => {
          if (presence.hear(bytes)) return
          badInput(`${from.address}:${from.port}`, 'The datagram is not a heartbeat.', bytes.length)
        },
        onError: (error) => badInput('', error.message),
      })
      const watching = presence.watch().catch(onUnexpected)
      return { server, udp, stopping, operations, presence, watching }
    } catch (error) {
      server.close()
      ledger.close()
      throw error
    }
  }

  const close = async ({ server, udp, stopping, watching }: Running): Promise<void> => {
    stopping.abort()
    await Promise.all([closeServer(server), udp.close(), watching, lanes.idle()])
    ledger.close()
  }

  const plugged = (): Running => {
    if (running !== undefined) return running
    throw new LabError('vcenter.unreachable', 'vCenter does not answer.')
  }

  const command = async (act: (operations: Operations) => Promise<void>): Promise<void> => {
    const { operations, stopping } = plugged()
    try {
      await act(operations)
    } catch (error) {
      if (!stopping.signal.aborted) throw error
      throw new LabError('vcenter.unreachable', 'vCenter went away.', {}, error)
    }
  }

  return {
    id: 'vcenter',
    start: async () => {
      running ??= await open()
      const { address, port } = running.udp.local
      return `${address}:${port}`
    },
    stop: async () => {
      const stopped = running
      running = undefined
      if (stopped !== undefined) await close(stopped)
    },
    prove: async (signal) => proveVCenter(plugged().udp.local, signal),
    reconnect: (host) => command((operations) => operations.reconnect(host)),
    disconnect: (host) => command((operations) => operations.disconnect(host)),
    remove: (host) => command((operations) => operations.remove(host)),
    remediate: (host) => command((operations) => operations.remediate(host)),
    checkCompliance: (host) => command((operations) => operations.checkCompliance(host)),
    enterMaintenance: (host) => command((operations) => operations.enterMaintenance(host)),
    exitMaintenance: (host) => command((operations) => operations.exitMaintenance(host)),
    placeVm: (host) => command((operations) => operations.placeVm(host)),
  }
}
