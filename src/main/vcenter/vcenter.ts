import type { Server } from 'node:http'
import { LabError, type Clock, type HostId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Fact } from '../../shared/facts/index.ts'
import type { Component } from '../component.ts'
import type { JournalStore } from '../journal/store.ts'
import type { Network, UdpSocket } from '../net/network.ts'
import type { Record } from '../record.ts'
import { createFace } from './http.ts'
import { emptyInventory, foldInventory, type Inventory } from './inventory.ts'
import { createLanes } from './lanes.ts'
import { createOperations, type Operations } from './operations.ts'
import { createPresence } from './presence.ts'
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
  readonly journal: Pick<JournalStore, 'read'>
  readonly record: Record
  readonly clock: Clock
}

type Running = {
  readonly server: Server
  readonly udp: UdpSocket
  readonly stopping: AbortController
  readonly operations: Operations
  readonly watching: Promise<void>
}

const page = 10_000

const loadInventory = async (journal: VCenterParts['journal']): Promise<Inventory> => {
  let inventory = emptyInventory
  for (let after = 0; ;) {
    const facts = await journal.read({ after, limit: page })
    inventory = foldInventory(
      inventory,
      facts.map(({ fact }) => fact),
    )
    if (facts.length < page) return inventory
    after = facts.at(-1)?.seq ?? after
  }
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
  let inventory = emptyInventory
  let loaded = false
  let running: Running | undefined

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
    if (!loaded) inventory = await loadInventory(journal)
    loaded = true
    const stopping = new AbortController()
    const ground = { document, inventory: () => inventory, signal: stopping.signal }
    const commit = async (...facts: readonly Fact[]): Promise<void> => {
      await record(...facts)
      inventory = foldInventory(inventory, facts)
      for (const fact of facts) {
        if (fact.type === 'vcenter.hostConnected') presence.met(fact.host)
      }
    }
    const presence = createPresence({ ...ground, commit, lanes, clock })
    const operations = createOperations({ ...ground, commit })
    const server = createFace({
      ...ground,
      admit: (host, at, association) =>
        lanes.run(host, () => operations.admit(host, at, association)),
      onBadRequest: badInput,
    })
    const at = { address: network.address, port: document().network.ports.vcenter }
    const bound = await network.listen(server, at)
    try {
      const udp = await network.udp({
        ...bound,
        onDatagram: ({ bytes, from }) => {
          if (presence.hear(bytes)) return
          badInput(`${from.address}:${from.port}`, 'The datagram is not a heartbeat.', bytes.length)
        },
        onError: (error) => badInput('', error.message),
      })
      return { server, udp, stopping, operations, watching: presence.watch() }
    } catch (error) {
      server.close()
      throw error
    }
  }

  const close = async ({ server, udp, stopping, watching }: Running): Promise<void> => {
    stopping.abort()
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await Promise.all([closed, udp.close(), watching, lanes.idle()])
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
