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

/** That nobody can be asked who else serves: the start refuses to serve then, a server that is under way goes on. */
export const cannotAsk = (name: string, why: string): FactOf<'dhcp.finding'> => ({
  type: 'dhcp.finding',
  finding: {
    code: 'dhcp.cannot-ask',
    message: `The network on ${name} cannot be asked for other DHCP servers (${why}).`,
  },
  proposal:
    'Mend what the message names; the question is asked again. Until then another server is known by its own packets alone, and after a sleep of the computer nobody is answered.',
})
