import {
  cardOfTurnedUp,
  LabError,
  toErrorData,
  unknownHost,
  type Clock,
  type HostId,
} from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Fact, FactOf, Recorded } from '../../shared/facts/index.ts'
import { magicPacket, wakePort } from '../../shared/packet/index.ts'
import { cardsOf } from '../../shared/rack/index.ts'
import type { Component } from '../component.ts'
import type { JournalStore } from '../journal/store.ts'
import type { Network } from '../net/index.ts'
import type { Record } from '../record.ts'

/** Wakes physical hosts, and says what came of it. */
export type Waker = {
  /**
   * Resolves when a magic packet for each card of each host has left, and that is in the journal; none leaves when one
   * host cannot be woken. `lab.not-found`, `hosts.wake-simulated`, `hosts.wake-no-card`, `hosts.wake-not-sent`, and why
   * there is no segment to wake anybody on.
   */
  wake(hosts: readonly HostId[]): Promise<void>
}

type Segment = Pick<Network, 'name' | 'address' | 'udp' | 'broadcast' | 'isLinked'>

export type WakerDeps = {
  readonly document: () => LabDocument
  /** The network that is served. Throws the `LabError` of a lab that must wake nobody now. */
  readonly segment: () => Segment
  /** Whether DHCP is plugged in: a machine that starts is heard by it alone. */
  readonly isListening: () => boolean
  readonly journal: Pick<JournalStore, 'subscribe'>
  readonly record: Record
  readonly clock: Pick<Clock, 'now' | 'sleep'>
}

/** Real ms in which a woken machine should ask for an address: large servers test their memory for minutes. */
const patience = 300_000

type Wanted = { readonly host: HostId; readonly macs: readonly string[] }
type Sent = Wanted & { readonly at: number; readonly on: string }

/** A card has an address that is its own and not a group's. */
const isCard = (mac: string): boolean =>
  (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0 && /[1-9a-f]/.test(mac)

const wantedOf = ({ hosts }: LabDocument, id: HostId): Wanted => {
  const host = hosts.find((each) => each.id === id)
  const turnedUp = cardOfTurnedUp(id)
  if (host === undefined && turnedUp === undefined)
    throw unknownHost(
      id,
      hosts.map((each) => each.id),
    )
  if (host?.kind === 'simulated')
    throw new LabError('hosts.wake-simulated', `${id} is a simulated host.`, { host: id })
  const macs = (host === undefined ? [turnedUp ?? ''] : cardsOf(host)).filter(isCard)
  if (macs.length === 0)
    throw new LabError('hosts.wake-no-card', `No card of ${id} has an address to wake it by.`, {
      host: id,
    })
  return { host: id, macs }
}

/**
 * The network, unless DHCP closed there by itself: another server answers, or the interface is another one. Who is woken
 * then boots what somebody else gives it. A plug that a person pulled is no such reason. `LabError` `hosts.wake-dhcp-stopped`.
 */
export const demandOurs = (dhcp: Pick<Component, 'problem'>, network: Network): Network => {
  const problem = dhcp.problem?.()
  if (problem === undefined) return network
  const message = `Nobody is woken on ${network.name} while DHCP has stopped: ${problem.message}`
  throw new LabError('hosts.wake-dhcp-stopped', message, { interface: network.name }, problem)
}

/** The system takes what is sent without a cable, and tells nobody. */
const demandLink = (segment: Segment): Segment => {
  const { name } = segment
  if (segment.isLinked?.() ?? true) return segment
  throw new LabError(
    'hosts.wake-not-sent',
    `${name} has no link: nothing is plugged in, or what is at the other end is off.`,
    { interface: name },
  )
}

const sentFacts = ({ host, macs, on }: Sent): readonly Fact[] =>
  macs.map((mac) => ({ type: 'host.wakeSent', host, mac, interface: on }) as const)

/** Nothing was heard: of the machine, unless it was we who had no ears (`deaf` says why). */
const unheard = ({ host, macs, on }: Sent, deaf: string | undefined): FactOf<'dhcp.finding'> => ({
  type: 'dhcp.finding',
  host,
  ...(macs.length === 1 && { mac: macs[0] }),
  finding: {
    code: 'hosts.wake-unheard',
    message:
      deaf === undefined
        ? `${host} was woken on ${on}, and DHCP heard nothing of it for ${String(patience / 60_000)} minutes.`
        : `${host} was woken on ${on}, and nobody can hear there whether it is on: ${deaf}`,
  },
  proposal:
    deaf === undefined
      ? 'Look whether it was on already; whether wake on LAN is on in its firmware and kept by its system; whether its standby power is there (the light at its network port); whether its card is on this segment and VLAN; and whether its MAC address is right.'
      : 'Mend what the message names, and wake the host again.',
})

/** Firmware that starts looks for a server, whether it is answered or not. */
const looksForServer = (fact: Fact): boolean =>
  fact.type === 'dhcp.discovered' || (fact.type === 'dhcp.ignored' && fact.message === 'discover')

export const createWaker = (deps: WakerDeps) => {
  const { document, segment, journal, record, clock } = deps
  /** Of those, nothing was heard yet. */
  const awaited = new Map<HostId, Sent>()
  const over = new AbortController()

  const take = (sent: Sent | undefined, fact: Fact): void => {
    if (sent === undefined) return
    awaited.delete(sent.host)
    // What the disk does not take now the DHCP facts say as well.
    record(fact).catch(() => undefined)
  }
  const listen = (facts: readonly Recorded[]): void => {
    for (const { fact, at } of facts) {
      if (!('host' in fact) || fact.host === undefined || !looksForServer(fact)) continue
      const sent = awaited.get(fact.host)
      if (sent !== undefined)
        take(sent, { type: 'host.woke', host: sent.host, took: Math.max(0, at - sent.at) })
    }
  }
  const leave = journal.subscribe(listen)

  const deafness = (): string | undefined => {
    try {
      demandLink(segment())
    } catch (error) {
      return toErrorData(error).message
    }
    return deps.isListening() ? undefined : 'DHCP does not listen.'
  }
  const wait = async (sent: Sent): Promise<void> => {
    await clock.sleep(patience, over.signal)
    // One that was woken again since is waited for anew.
    if (awaited.get(sent.host) === sent) take(sent, unheard(sent, deafness()))
  }

  /** Nothing but the pinned socket of the served interface sends it. */
  const send = async (macs: readonly string[]): Promise<string> => {
    const network = demandLink(segment())
    const { name, address } = network
    let failure: Error | undefined
    const socket = await network.udp({
      ...{ address, port: 0, onDatagram: () => undefined },
      onError: (error) => (failure = error),
    })
    const everybody = network.broadcast({ address, port: wakePort }, wakePort)
    for (const mac of macs) socket.send(magicPacket(mac), everybody)
    await socket.close()
    if (failure !== undefined)
      throw new LabError('hosts.wake-not-sent', `Nothing left ${name}: ${failure.message}.`, {
        interface: name,
      })
    return name
  }

  const wake: Waker['wake'] = async (hosts) => {
    const wanted = [...new Set(hosts)].map((id) => wantedOf(document(), id))
    const on = await send(wanted.flatMap(({ macs }) => macs))
    const sent = wanted.map((each) => ({ ...each, at: clock.now(), on }))
    for (const each of sent) {
      awaited.set(each.host, each)
      // It ends by its time, or with the program.
      wait(each).catch(() => undefined)
    }
    await record(...sent.flatMap(sentFacts))
  }

  return {
    wake,
    stop: () => {
      leave()
      over.abort()
    },
  }
}
