import type { ComponentId, HostId } from '../base/index.ts'
import { rewrittenMessages, type Fault } from './schema.ts'

/** One message at a component's seam, on its way in or out. */
export type Passing = {
  readonly component: ComponentId
  readonly message: string
  readonly host?: HostId | undefined
  readonly file?: string | undefined
}

/** A fault in force, with when it went in (ms since the epoch). */
export type Injected = { readonly fault: Fault; readonly addedAt: number }

/** How often a fault met a message of one host, and how often it fired. */
export type Tally = { readonly met: number; readonly fired: number }

/** Tallies by fault and host. */
export type Tallies = ReadonlyMap<string, Tally>

const none: Tally = { met: 0, fired: 0 }
const keyOf = (fault: Fault, host: string | undefined): string => `${fault.id}\n${host ?? ''}`

const meets = ({ fault, addedAt }: Injected, passing: Passing, now: number): boolean =>
  fault.component === passing.component &&
  (fault.message === undefined || fault.message === passing.message) &&
  (fault.effect.kind !== 'rewrite' || rewrittenMessages.includes(passing.message)) &&
  (fault.file === undefined || fault.file === passing.file) &&
  (fault.hosts === undefined ||
    (passing.host !== undefined && fault.hosts.includes(passing.host))) &&
  (fault.lasts === undefined || now < addedAt + fault.lasts)

/**
 * A number from 0 to below 1 for the nth try of a seed: the same every time (a 32-bit mix of the two,
 * after Steele and Vigna's splitmix).
 */
export const draw = (seed: number, nth: number): number => {
  let z = (Math.imul(seed, 0x9e3779b9) + Math.imul(nth + 1, 0x85ebca6b)) | 0
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return ((z ^ (z >>> 15)) >>> 0) / 0x1_0000_0000
}

const fires = (fault: Fault, { met, fired }: Tally): boolean =>
  met >= fault.skip &&
  (fault.limit === undefined || fired < fault.limit) &&
  (fault.probability === 1 || draw(fault.seed, met) < fault.probability)

/**
 * What happens to a message: the first fault, in the order they were injected, that meets it and fires.
 * Every fault that meets it counts it. An empty list changes nothing.
 */
export const pass = (
  injected: readonly Injected[],
  tallies: Tallies,
  passing: Passing,
  now: number,
): { readonly fault?: Fault; readonly tallies: Tallies } => {
  const met = injected.filter((each) => meets(each, passing, now)).map(({ fault }) => fault)
  if (met.length === 0) return { tallies }
  const next = new Map(tallies)
  let firing: Fault | undefined
  for (const fault of met) {
    const key = keyOf(fault, passing.host)
    const tally = next.get(key) ?? none
    const fired = firing === undefined && fires(fault, tally)
    if (fired) firing = fault
    next.set(key, { met: tally.met + 1, fired: tally.fired + (fired ? 1 : 0) })
  }
  return firing === undefined ? { tallies: next } : { fault: firing, tallies: next }
}
