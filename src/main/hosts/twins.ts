import { isOwnUuid, type HostId } from '../../shared/base/index.ts'
import type { Fact, FactOf, Recorded } from '../../shared/facts/index.ts'
import { addressTold, dhcpSpeaker } from '../../shared/host/index.ts'

/** A card by which firmware or iPXE began to boot, and that did nothing else since. */
type Card = {
  readonly host: HostId
  readonly mac: string
  readonly uuid: string
  /** Transaction of its DISCOVER. */
  readonly xid: string
  readonly isFirmware: boolean
  readonly at: number
}

/** Cards, UUIDs and addresses remembered at most: anybody can send them. Whoever was heard longest ago is forgotten. */
const mostRemembered = 16_384

const remember = <T>(map: Map<string, T>, key: string, value: T): void => {
  map.delete(key)
  map.set(key, value)
  if (map.size <= mostRemembered) return
  for (const oldest of map.keys()) return void map.delete(oldest)
}

/** ms for which one attempt of firmware goes on at most. */
const attempt = 60_000
/** From when on after a machine is in its firmware, in ms, and until when, nothing of it can come by another card: later its system may be up. */
const inFirmware = { from: 1_000, until: 15_000 }
/** ms by which a fault delays a message at most. */
const longestDelay = 600_000

/** A message that a fault held back may come after what its machine did later. */
const upsetsOrder = (fact: Fact): boolean =>
  fact.type === 'fault.released' ||
  (fact.type === 'fault.fired' && ['delay', 'duplicate', 'hold'].includes(fact.effect))

/** The address of a client, which facts name with its port. */
const addressOf = (client: string): string => client.slice(0, client.lastIndexOf(':'))

/** What a machine began to ask for by its address, and when. */
const askedBy = ({
  fact,
  at,
}: Recorded): { readonly client: string; readonly at: number } | undefined => {
  switch (fact.type) {
    case 'tftp.requested':
    case 'waiter.trampServed':
      return { client: fact.client, at }
    case 'waiter.fileServed':
      return { client: fact.client, at: at - fact.took }
    default:
      return undefined
  }
}

const finding = ({ host, mac, uuid }: Card, other: Card): FactOf<'dhcp.finding'> => ({
  type: 'dhcp.finding',
  host,
  mac,
  finding: {
    code: 'dhcp.uuid-twice',
    message: `Two machines have the UUID ${uuid}: while the one with the MAC ${mac} was booting, the one with ${other.mac} began to.`,
  },
  proposal:
    'Give one of them another UUID: a virtual machine by its settings (uuid.bios), a board by its maker’s tool. Until then rules and vCenter take both for one host, and each boot of one is read as a boot of the other.',
})

/**
 * Notices two machines that share a UUID and are one host to the lab. A machine with two cards has one UUID, too, but its firmware
 * boots by one card after the other. So what proves two is a card that goes on with its boot after another card began
 * one: it takes the offer of before, or asks TFTP or the waiter for more. Each UUID is told of once.
 */
export const createTwinWatch = (isSimulated: (host: HostId) => boolean) => {
  const cards = new Map<string, Card>()
  /** The card that began last, by UUID. */
  const latest = new Map<string, Card>()
  const cardAt = new Map<string, string>()
  const told = new Map<string, true>()
  let trustedFrom = -Infinity

  const forget = (): void => {
    cards.clear()
    latest.clear()
  }

  const begin = (fact: FactOf<'dhcp.discovered'>, at: number): void => {
    const { host, mac, uuid, xid } = fact
    const speaker = dhcpSpeaker(fact)
    cards.delete(mac)
    if (uuid === undefined || !isOwnUuid(uuid) || speaker === 'system' || isSimulated(host)) return
    const card = { host, mac, uuid, xid, isFirmware: speaker === 'firmware', at }
    remember(cards, mac, card)
    remember(latest, uuid, card)
  }

  /** The card that began after this one, of a machine with the same UUID. */
  const rivalOf = (card: Card): Card | undefined => {
    const last = latest.get(card.uuid)
    return last === undefined || last.mac === card.mac ? undefined : last
  }

  const tell = (card: Card, other: Card): FactOf<'dhcp.finding'> | undefined => {
    if (told.has(card.uuid)) return undefined
    remember(told, card.uuid, true)
    return finding(card, other)
  }

  /** A card takes an offer. With another transaction it is not the boot that began. */
  const takeOffer = (mac: string, xid: string, at: number) => {
    const card = cards.get(mac)
    if (card === undefined) return undefined
    if (card.xid !== xid || at - card.at > attempt) {
      cards.delete(mac)
      return undefined
    }
    const rival = rivalOf(card)
    return rival && tell(card, rival)
  }

  const askMore = (client: string, at: number) => {
    const card = cards.get(cardAt.get(addressOf(client)) ?? '')
    if (card === undefined) return undefined
    const rival = rivalOf(card)
    if (rival?.isFirmware !== true) return undefined
    const since = at - rival.at
    return since > inFirmware.from && since < inFirmware.until ? tell(card, rival) : undefined
  }

  return {
    /** What a fact shows; facts are heard in their order. */
    hear(recorded: Recorded): FactOf<'dhcp.finding'> | undefined {
      const { fact, at } = recorded
      if (upsetsOrder(fact)) trustedFrom = at + longestDelay
      // What was not heard meanwhile would be missing between the two.
      if (fact.type === 'component.stopped' && fact.component === 'dhcp') forget()
      if (at < trustedFrom) forget()
      const address = addressTold(fact)
      if (address !== undefined) remember(cardAt, address.address, address.mac)
      if (fact.type === 'dhcp.discovered' && at >= trustedFrom) begin(fact, at)
      if (fact.type === 'dhcp.requested' || fact.type === 'dhcp.addressedElsewhere')
        return takeOffer(fact.mac, fact.xid, at)
      const asked = askedBy(recorded)
      return asked && askMore(asked.client, asked.at)
    },
  }
}
