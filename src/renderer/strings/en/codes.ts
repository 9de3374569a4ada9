/** A code that firmware, a program or the network shows: what it means, and what to look at. */
export type Code = { readonly means: string; readonly look: string }

export const codes: Readonly<Record<string, Code>> = {
  'PXE-E11': {
    means: 'No answer to ARP from the server.',
    look: 'The router, and the network mask.',
  },
  'PXE-E12': { means: 'No link on the network card.', look: 'The cable and the switch port.' },
  'PXE-E16': {
    means: 'UEFI: no offer that it could use.',
    look: 'Whether DHCP runs, and whether it names a boot file.',
  },
  'PXE-E18': {
    means: 'UEFI: the TFTP server did not answer in time.',
    look: 'Whether TFTP runs, and the address of the next server in the offer.',
  },
  'PXE-E23': {
    means: 'UEFI: the TFTP server answered with an error.',
    look: 'The boot file name in the offer, and whether that file is there.',
  },
  'PXE-E32': {
    means: 'BIOS: TFTP did not answer.',
    look: 'Whether TFTP runs, and the next server.',
  },
  'PXE-E35': {
    means: 'BIOS: TFTP began and then fell silent.',
    look: 'Whether TFTP was unplugged in the middle, and losses on the way.',
  },
  'PXE-E3B': { means: 'BIOS: TFTP has no such file.', look: 'The boot file name in the offer.' },
  'PXE-E51': { means: 'BIOS: no offer at all.', look: 'Whether DHCP runs and hears this network.' },
  'PXE-E53': {
    means: 'BIOS: an offer without a boot file name.',
    look: 'The DHCP server’s boot options.',
  },
  'PXE-E61': { means: 'BIOS: no link.', look: 'The cable and the switch port.' },
  ECONNREFUSED: {
    means: 'The machine is there, and nothing listens on that port.',
    look: 'Whether that component is unplugged.',
  },
  ECONNRESET: {
    means: 'The other side broke the connection off.',
    look: 'Whether it was unplugged in the middle.',
  },
  ETIMEDOUT: {
    means: 'No answer came in time.',
    look: 'The way there, and whether it is under load.',
  },
  EHOSTUNREACH: { means: 'There is no way to that machine.', look: 'Addresses, mask and router.' },
  '404': {
    means: 'The waiter has no such file.',
    look: 'The image profile, and the path asked for.',
  },
  '503': {
    means: 'The waiter could not decide what the host boots.',
    look: 'Whether the rules engine is unplugged.',
  },
}
