import type { Server } from 'node:http'
import { LabError, type Clock, type HostId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Component } from '../component.ts'
import type { JournalStore } from '../journal/store.ts'
import type { Network, UdpSocket } from '../net/network.ts'
import type { Record } from '../record.ts'
import { createFace } from './http.ts'
import { createLanes } from './lanes.ts'
import { createLedger } from './ledger.ts'
import { createOperations, type Operations } from './operations.ts'
import { createPresence, type Presence } from './presence.ts'
import { proveVCenter } from './prove.ts'

/** What an admin does in vCenter. All reject with `vcenter.unreachable` while the plug is out. */
export type VCenter = Component & {
  /** After a boot from the cache: nothing else brings such a host back. */
  reconnect(host: HostId): Promise<void>
  /** Applies the host profile again. It never clears the stateless cache flag. */
  remediate(host: HostId): Promise<void>
  /** Places one virtual machine of the host's cluster on it; `vcenter.placement-refused` says why not. */
  placeVm(host: HostId): Promise<void>
}

/** What vCenter needs of the house. */
export type VCenterParts = {
  readonly network: Network
  readonly document: () => LabDocument
  readonly journal: Pick<JournalStore, 'read' | 'subscribe'>
  readonly record: Record
  readonly clock: Clock
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
}: VCenterParts): VCenter => {
  const lanes = createLanes()
  let running: Running | undefined
  const ledger = createLedger({
    journal,
    record,
    onFact: (fact) => {
      if (fact.type === 'vcenter.hostConnected') running?.presence.met(fact.host)
    },
  })
  const { inventory, commit } = ledger

  const badInput = (from: string, message: string, size?: number): void => {
    const reason = { code: 'vcenter.bad-request', message }
    const type = 'net.badInput'
    void record({
      type,
      component: 'vcenter',
      from,
      reason,
      ...(size === undefined ? {} : { size }),
    })
  }

  const open = async (): Promise<Running> => {
    await ledger.open()
    const stopping = new AbortController()
    const ground = { document, inventory, commit, signal: stopping.signal }
    const presence = createPresence({ ...ground, lanes, clock })
    const operations = createOperations(ground)
    const server = createFace({
      ...ground,
      admit: (host, at, association) =>
        lanes.run(host, () => operations.admit(host, at, association)),
      onBadRequest: badInput,
    })
    const at = { address: network.address, port: document().network.ports.vcenter }
    try {
      const bound = await network.listen(server, at)
      const udp = await network.udp({
        ...bound,
        onDatagram: ({ bytes, from }) => {
          if (presence.hear(bytes)) return
          badInput(`${from.address}:${from.port}`, 'The datagram is not a heartbeat.', bytes.length)
        },
        onError: (error) => badInput('', error.message),
      })
      return { server, udp, stopping, operations, presence, watching: presence.watch() }
    } catch (error) {
      server.close()
      ledger.close()
      throw error
    }
  }

  const close = async ({ server, udp, stopping, watching }: Running): Promise<void> => {
    stopping.abort()
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await Promise.all([closed, udp.close(), watching, lanes.idle()])
    ledger.close()
  }

  const plugged = (): Running => {
    if (running !== undefined) return running
    throw new LabError('vcenter.unreachable', 'vCenter does not answer.')
  }

  const command = async (
    lane: string,
    act: (operations: Operations) => Promise<void>,
  ): Promise<void> => {
    const { operations, stopping } = plugged()
    try {
      await lanes.run(lane, () => act(operations))
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
    reconnect: (host) => command(host, (operations) => operations.reconnect(host)),
    remediate: (host) => command(host, (operations) => operations.remediate(host)),
    // One placement at a time: two hosts must not be given the same virtual machine.
    placeVm: (host) =>
      command('placement', (operations) => lanes.run(host, () => operations.placeVm(host))),
  }
}
