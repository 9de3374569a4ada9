import type { FactOf } from '../../shared/facts/index.ts'

/** That another machine has our own address: nothing of ours works reliably there, and nothing else would say why. */
export const twinFound = (address: string, mac: string): FactOf<'dhcp.finding'> => ({
  type: 'dhcp.finding',
  finding: {
    code: 'dhcp.own-address-taken',
    message: `Another machine on this network, ${mac}, has our own address ${address}.`,
  },
  proposal:
    'Give one of the two another address. Until then hosts load from whichever of them answers first, and boots fail or stand still at random.',
})
