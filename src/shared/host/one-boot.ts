import type { FactOf, FactType, NextBootChoice, Recorded } from '../facts/index.ts'
import { dhcpSpeaker } from './sighting.ts'

/** The facts by which one boot of a host is told from the next. */
export const oneBootFacts: readonly FactType[] = [
  'dhcp.discovered',
  'waiter.hostRegistered',
  'waiter.hostReported',
  'waiter.nextBootUsed',
  'host.poweredOn',
  'host.rebooted',
]

/** Real ms: a boot that goes through several cards is over by then; a client that got no answer has asked again. */
const longest = { heard: 600_000, unheard: 30_000 }

/** A boot as DHCP heard it. */
type Boot = {
  /** Ways over the network that were begun. */
  readonly tried: Set<string>
  /** The way under way; undefined once it has come to the waiter. */
  way?: string | undefined
  /** What was chosen for this boot alone and carried out, and whether another way was begun since. */
  used?: { readonly choice: NextBootChoice; readonly at: number; heard: boolean }
}

const newBoot = (): Boot => ({ tried: new Set() })

/** Firmware begins each way once: the same one again is another boot. */
const begun = (boot: Boot, fact: FactOf<'dhcp.discovered'>): Boot => {
  const speaker = dhcpSpeaker(fact)
  if (speaker === 'system') return newBoot()
  // Firmware has loaded this iPXE; one in a card's ROM begins a way of its own.
  if (speaker === 'ipxe' && boot.way !== undefined) return boot
  const way = `${speaker} ${fact.mac} ${String(fact.arch)}`
  if (way === boot.way) return boot
  const after = boot.tried.has(way) ? newBoot() : boot
  after.tried.add(way)
  after.way = way
  if (after.used !== undefined) after.used.heard = true
  return after
}

const after = (boot: Boot, { fact, at }: Recorded): Boot => {
  switch (fact.type) {
    case 'dhcp.discovered':
      return begun(boot, fact)
    case 'waiter.hostRegistered':
      return { ...boot, way: undefined }
    case 'waiter.nextBootUsed':
      return { ...boot, used: { choice: fact.choice, at, heard: false } }
    case 'waiter.hostReported':
    case 'host.poweredOn':
    case 'host.rebooted':
      return newBoot()
    default:
      return boot
  }
}

/**
 * What was chosen for one boot and carried out in the boot that goes on still, by the last facts of a host, the last of which
 * is its registration: firmware that has other ways over the network before its disk comes to the waiter by each of them.
 */
export const choiceOfThisBoot = (facts: readonly Recorded[]): NextBootChoice | undefined => {
  const { used } = facts.reduce(after, newBoot())
  if (used === undefined) return undefined
  const since = (facts.at(-1)?.at ?? 0) - used.at
  return since < (used.heard ? longest.heard : longest.unheard) ? used.choice : undefined
}
