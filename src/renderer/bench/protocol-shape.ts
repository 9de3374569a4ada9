import type { ComponentId } from '../../shared/base/index.ts'
import type { Lane } from '../wire/route.ts'

/** Each protocol has a shape of its own, drawn around 0 0 within a radius of 1. */
export const protocolShapes: Readonly<Record<ComponentId, string>> = {
  // DHCP: a disc.
  dhcp: 'M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z',
  // TFTP: a square.
  tftp: 'M-.9-.9h1.8v1.8h-1.8z',
  // HTTP of the waiter: a rhomb.
  waiter: 'M0-1.15L1.15 0 0 1.15-1.15 0z',
  // The question for a decision: a triangle.
  rules: 'M0-1.1L1.15.9h-2.3z',
  // vCenter and its hosts: a hexagon.
  vcenter: 'M-.55-1h1.1L1.1 0 .55 1h-1.1L-1.1 0z',
}

/** Whose protocol two speak: that of the component behind the other, seen from the hosts. */
export const protocolOf = ({ from, to }: { from: Lane; to: Lane }): ComponentId => {
  if (from === 'host') return to === 'host' ? 'dhcp' : to
  if (to === 'host') return from
  return from === 'waiter' ? to : from
}
