import { cardOfTurnedUp, isOwnUuid, turnedUpId, type HostId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Fact } from '../../shared/facts/index.ts'
import { addressTold } from '../../shared/host/index.ts'
import { cardsOf } from '../../shared/rack/index.ts'
import type { Lease } from '../journal/store.ts'

/**
 * Who a machine on the wire is. The registry answers; a machine never seen before gets an id of its
 * own from its MAC.
 */
export type Identify = {
  byMac(mac: string, uuid?: string): HostId
  /** By the address it has by DHCP. */
  byAddress(address: string): HostId | undefined
}

/** `identify`, and how it learns. */
export type Registry = Identify & { learn(fact: Fact): void }

/** Machines whose UUID, or address of another server, is remembered at most: anybody can send one. Whoever was heard longest ago is forgotten. */
const mostRemembered = 16_384

type Known = {
  readonly document: LabDocument
  readonly byMac: ReadonlyMap<string, string>
  readonly byUuid: ReadonlyMap<string, string>
  /** `mac=…` and `uuid=…` that an administrator bound to a host. */
  readonly bound: ReadonlyMap<string, string>
}

const indexed = (document: LabDocument): Known => ({
  document,
  byMac: new Map(
    document.hosts.flatMap((host) => cardsOf(host).map((mac): [string, string] => [mac, host.id])),
  ),
  byUuid: new Map(document.hosts.map(({ uuid, id }) => [uuid.toLowerCase(), id])),
  bound: new Map(
    (document.machineIdentities ?? []).map(({ host, identifier }) => [identifier, host]),
  ),
})

/**
 * The registry of hosts by what they show of themselves: the document's MACs first, then the UUID of a
 * machine with a second card, then an id from the MAC. Leases tell whose address is whose.
 */
export const createRegistry = ({
  document,
  leases,
}: {
  readonly document: () => LabDocument
  readonly leases: readonly Lease[]
}): Registry => {
  let known = indexed(document())
  /** Last heard last. */
  const uuids = new Map<string, string>()
  /** The address of each machine that another server gave it, and whose each is. Last heard last. */
  const elsewhere = { of: new Map<string, string>(), at: new Map<string, string>() }
  const addresses = new Map(
    leases.filter(({ state }) => state === 'bound').map(({ address, host }) => [address, host]),
  )
  const current = (): Known => {
    if (known.document !== document()) known = indexed(document())
    return known
  }
  const byUuid = (uuid: string | undefined): string | undefined => {
    const key = uuid?.toLowerCase()
    if (key === undefined || !isOwnUuid(key)) return undefined
    return current().byUuid.get(key) ?? uuids.get(key)
  }
  const remember = (uuid: string, host: string): void => {
    uuids.delete(uuid)
    uuids.set(uuid, host)
    if (uuids.size <= mostRemembered) return
    for (const oldest of uuids.keys()) return void uuids.delete(oldest)
  }
  const forgetElsewhere = (host: string): void => {
    const address = elsewhere.of.get(host)
    elsewhere.of.delete(host)
    if (address !== undefined && elsewhere.at.get(address) === host) elsewhere.at.delete(address)
  }
  const hearElsewhere = (host: string, address: string): void => {
    forgetElsewhere(host)
    elsewhere.of.set(host, address)
    elsewhere.at.set(address, host)
    if (elsewhere.of.size <= mostRemembered) return
    for (const oldest of elsewhere.of.keys()) return forgetElsewhere(oldest)
  }
  return {
    byMac: (mac, uuid) => {
      const { bound, byMac } = current()
      const identified = bound.get(`mac=${mac}`) ?? bound.get(`uuid=${uuid?.toLowerCase() ?? ''}`)
      const host = identified ?? byMac.get(mac) ?? byUuid(uuid) ?? turnedUpId(mac)
      if (uuid !== undefined && isOwnUuid(uuid)) remember(uuid.toLowerCase(), host)
      return host
    },
    byAddress: (address) => {
      const host = addresses.get(address) ?? elsewhere.at.get(address)
      // A machine that turned up may have been named since it got its address.
      return current().byMac.get(cardOfTurnedUp(host ?? '') ?? '') ?? host
    },
    learn: (fact) => {
      const told = addressTold(fact)
      if (fact.type === 'dhcp.acknowledged') addresses.set(fact.address, fact.host)
      else if (told !== undefined) hearElsewhere(told.host, told.address)
      if (fact.type === 'dhcp.released' && addresses.get(fact.address) === fact.host)
        addresses.delete(fact.address)
    },
  }
}
