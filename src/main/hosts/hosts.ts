import { join } from 'node:path'
import { LabError, unknownHost, type Clock } from '../../shared/base/index.ts'
import type { Host, LabDocument } from '../../shared/document/schema.ts'
import type { VendorProfile } from '../../shared/host/index.ts'
import { cardsOf, touchedHosts } from '../../shared/rack/index.ts'
import type { HostPart, Recorded, Tampering } from '../../shared/facts/index.ts'
import type { JournalStore, LeaseStore } from '../journal/store.ts'
import type { Network } from '../net/network.ts'
import type { Record } from '../record.ts'
import { createRegistry, type Identify } from './identify.ts'
import { linkAddress } from './link-addresses.ts'
import { watchObserved, type Observed } from './observed.ts'
import { leftBehind } from './left-behind.ts'
import { readProgress, type HostProgress } from './progress.ts'
import type { Card, HostSpec, Order, Surroundings } from './simulated/messages.ts'
import { createRacks } from './simulated/racks.ts'
import { shelfName, tidyShelf } from './simulated/shelf.ts'
import { startProcess } from './simulated/process.ts'
import { createIsSimulated } from './simulated-ids.ts'
import { createTwinWatch } from './twins.ts'
import { loadVendors } from './vendors.ts'

export type HostsDeps = {
  readonly document: () => LabDocument
  /** The loopback lab that simulated hosts live in. */
  readonly network: Network
  readonly journal: JournalStore
  readonly leases: LeaseStore
  readonly record: Record
  readonly clock: Clock
  readonly disksFolder: string
  /** Kinds of servers, a file for each. */
  readonly vendorsFolder: string
  /** The script of the simulated hosts' processes; a bundle has it in another place than the sources. */
  readonly worker: URL
}

/** The hosts: who they are, and the power switches of the simulated ones. */
export type Hosts = {
  readonly identify: Identify
  /** Begins to follow the journal. The processes of the simulated hosts start with the first order. */
  start(): Promise<void>
  /** Switches the simulated hosts off. Never rejects. */
  stop(): Promise<void>
  /** The kinds of servers there are, by name. */
  kinds(): Promise<ReadonlyMap<string, VendorProfile>>
  /** How far boots are; of the hosts that tell nothing themselves when none are named. */
  progress(hosts?: readonly string[]): Promise<readonly HostProgress[]>
  /** Whether a simulated host's power is on. */
  isOn(host: string): boolean
  /** Refuses a change of the document under a host whose power is on: `hosts.powered-on`. */
  admit(step: { readonly from: LabDocument; readonly to: LabDocument }): void
  /** Each resolves when it is in the journal. `lab.not-found`, `hosts.not-simulated`, `hosts.thread-lost`. */
  powerOn(hosts: readonly string[]): Promise<void>
  powerOff(hosts: readonly string[]): Promise<void>
  reboot(hosts: readonly string[]): Promise<void>
  /** Pulls all network cables of a host, or all its disks; `plugIn` puts them back. */
  unplug(hosts: readonly string[], part: HostPart): Promise<void>
  plugIn(hosts: readonly string[], part: HostPart): Promise<void>
  /** Puts back every cable and every disk that is out. */
  plugInAll(): Promise<void>
  /** Damages or erases the image on a host's disk. */
  tamper(hosts: readonly string[], how: Tampering): Promise<void>
}

/** Real ms that switching everything off may take at the end of the program. */
const stopWithin = 1_200

const surroundingsOf = ({ speed, network }: LabDocument): Surroundings => {
  const { dhcp, dhcpClient, tftp, vcenter } = network.ports
  return { speed, server: network.server, ports: { dhcp, dhcpClient, tftp, vcenter } }
}

/** Gives each card of a simulated host an address and keeps it for as long as the document has the card. */
const createSpecs = () => {
  const places = new Map<string, number>()
  const taken = new Set<number>()
  /** No place below it is free. */
  let lowest = 0
  const tidy = (hosts: readonly Host[]) => {
    lowest = 0
    const cards = new Set(hosts.flatMap(cardsOf))
    for (const [mac, place] of places) {
      if (cards.has(mac)) continue
      places.delete(mac)
      taken.delete(place)
    }
  }
  const newPlace = (mac: string): number => {
    while (taken.has(lowest)) lowest += 1
    places.set(mac, lowest)
    taken.add(lowest)
    return lowest
  }
  const cardOf = (server: string, mac: string, cabled: boolean): Card => {
    const place = places.get(mac) ?? newPlace(mac)
    return { mac, linkAddress: linkAddress(server, place), cabled }
  }
  const specOf = (host: Host, server: string): HostSpec => {
    const { id, uuid, smbios, firmware, bootOrder, diskMiB, disks, mac, cabled = true } = host
    const more = host.moreCards ?? []
    return {
      ...{ id, uuid, smbios, firmware, bootOrder, diskMiB },
      ...(disks !== undefined && { disks }),
      ...(host.selfTest !== undefined && { selfTest: host.selfTest }),
      cards: [
        cardOf(server, mac, cabled),
        ...more.map(({ mac, cabled }) => cardOf(server, mac, cabled)),
      ],
    }
  }
  return ({ hosts, network }: LabDocument): readonly HostSpec[] => {
    const simulated = hosts.filter(({ kind }) => kind === 'simulated')
    tidy(simulated)
    return simulated.map((host) => specOf(host, network.server))
  }
}

/** Names that a sentence holds; of more it tells the number. */
const mostNamed = 3

const poweredOn = (hosts: readonly string[]): LabError => {
  const [first = ''] = hosts
  const named = hosts.slice(0, mostNamed).join(', ')
  const more = hosts.length - mostNamed
  const all = more > 0 ? `${named} and ${more} more` : named
  const message = hosts.length === 1 ? `${first} is on.` : `These hosts are on: ${all}.`
  return new LabError('hosts.powered-on', message, { hosts: hosts.slice(0, 100).join(' ') })
}

const demandSimulated = ({ hosts }: LabDocument, ids: readonly string[]) => {
  const byId = new Map(hosts.map((host) => [host.id, host]))
  for (const id of ids) {
    const host = byId.get(id)
    if (host === undefined)
      throw unknownHost(
        id,
        hosts.map((each) => each.id),
      )
    if (host.kind !== 'simulated')
      throw new LabError('hosts.not-simulated', `${id} is a physical host.`, { host: id })
  }
}

export const createHosts = async (deps: HostsDeps): Promise<Hosts> => {
  const { document, journal, record, clock, network } = deps
  const registry = createRegistry({ document, leases: await deps.leases.all() })
  const specsOf = createSpecs()
  const stopping = new AbortController()
  const on = new Set<string>()
  const started: (() => void)[] = []

  const twins = createTwinWatch(createIsSimulated(document))

  const follow = (facts: readonly Recorded[]) => {
    for (const recorded of facts) {
      const { fact } = recorded
      registry.learn(fact)
      const finding = twins.hear(recorded)
      // A journal that takes nothing says so itself.
      if (finding !== undefined) void record(finding).catch(() => undefined)
      if (fact.type === 'host.poweredOn' || fact.type === 'host.rebooted') on.add(fact.host)
      if (fact.type === 'host.poweredOff') on.delete(fact.host)
      if (fact.type === 'document.changed') racks.arrange()
    }
  }
  /** What was on when its process, or the whole program, ended lost its power. */
  const powerLost = async (hosts: readonly string[], message: string) => {
    const facts = hosts.map(
      (host) => ({ type: 'host.poweredOff', host, by: 'stop', message }) as const,
    )
    if (facts.length > 0) await record(...facts)
  }

  let observed: Observed | undefined

  const racks = createRacks({
    plan: () => ({ hosts: specsOf(document()), surroundings: surroundingsOf(document()) }),
    start: (onLost) =>
      startProcess({
        worker: deps.worker,
        settings: { disks: deps.disksFolder, labAddress: network.address },
        record,
        onDefect: (host, message) => void powerLost([host], message).catch(() => undefined),
        onLost,
      }),
    onLost: (hosts, { message }) => {
      const lost = hosts.filter((host) => on.has(host))
      void powerLost(lost, message).catch(() => undefined)
    },
  })

  // From the first moment: a lease may be given before `start`.
  started.push(journal.subscribe(follow))

  const order = async (order: Order, hosts: readonly string[]) => {
    demandSimulated(document(), hosts)
    await racks.order(order, hosts)
  }

  return {
    identify: registry,
    start: async () => {
      await tidyShelf(join(deps.disksFolder, shelfName))
      const left = await leftBehind(journal)
      await powerLost(left.on, 'The program ended while the host was on.')
      // Every machine begins with its cables and disks in.
      const pluggedIn = left.out.map((each) => ({ type: 'host.partPluggedIn', ...each }) as const)
      if (pluggedIn.length > 0) await record(...pluggedIn)
      observed = watchObserved({ document, journal, record, clock, signal: stopping.signal })
      started.push(observed.stop)
    },
    stop: async () => {
      await racks.stop(AbortSignal.timeout(stopWithin)).catch(() => undefined)
      stopping.abort()
      for (const end of started.splice(0)) end()
    },
    kinds: () => loadVendors(deps.vendorsFolder),
    progress: (hosts) =>
      readProgress(hosts ?? observed?.hosts() ?? [], { journal, document, clock }),
    isOn: (host) => on.has(host),
    admit: ({ from, to }) => {
      const standing = touchedHosts(from, to).filter((host) => on.has(host))
      if (standing.length > 0) throw poweredOn(standing)
    },
    powerOn: (hosts) => order({ kind: 'powerOn' }, hosts),
    powerOff: (hosts) => order({ kind: 'powerOff' }, hosts),
    reboot: (hosts) => order({ kind: 'reboot' }, hosts),
    unplug: (hosts, part) => order({ kind: 'unplug', part }, hosts),
    plugIn: (hosts, part) => order({ kind: 'plugIn', part }, hosts),
    plugInAll: async () => {
      // Without a process no machine was ever touched.
      if (racks.areIdle()) return
      const all = document().hosts.filter(({ kind }) => kind === 'simulated')
      const ids = all.map(({ id }) => id)
      for (const part of ['uplink', 'disk'] as const) await order({ kind: 'plugIn', part }, ids)
    },
    tamper: (hosts, how) => order({ kind: 'tamper', how }, hosts),
  }
}
