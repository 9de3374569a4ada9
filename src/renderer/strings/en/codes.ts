/** A code that firmware, a program or the network shows: what it means, and what to look at. */
export type Code = { readonly means: string; readonly look: string }

/**
 * PXE-E codes by Intel's list for BIOS ROMs and by edk2 for UEFI, which gives some numbers another meaning; what OVMF says
 * in which case was tried. Firmware of other makes has been built from older edk2. An error of iPXE is eight hex digits, of which the first two say what happened.
 */
export const codes: Readonly<Record<string, Code>> = {
  'PXE-E05': {
    means:
      'UEFI: the boot file is larger than it was said to be. BIOS: the memory of the card is damaged.',
    look: 'UEFI: whether the file was changed meanwhile. BIOS: the card.',
  },
  'PXE-E07': {
    means: 'UEFI: an error of the network card. BIOS: it lacks PCI services.',
    look: 'The card, its firmware and its driver.',
  },
  'PXE-E09': {
    means: 'UEFI: no memory for the boot file. BIOS: the driver in the card’s ROM did not load.',
    look: 'UEFI: the size of the boot file. BIOS: the card’s firmware.',
  },
  'PXE-E11': {
    means: 'BIOS: no answer to ARP from the server.',
    look: 'The router, and the network mask.',
  },
  'PXE-E12': {
    means: 'UEFI: no link on the network card.',
    look: 'The cable and the switch port.',
  },
  'PXE-E16': {
    means:
      'UEFI: no offer that it could use. OVMF says so when there were offers; other firmware also when there was none.',
    look: 'Whether the journal has an offer at all; then whether the offer names a boot file, and whether it says PXEClient though no server answers on port 4011.',
  },
  'PXE-E18': {
    means:
      'UEFI: no answer in time. From DHCP while the machine has no address, from TFTP when it has one.',
    look: 'Whether DHCP runs and hears this network; then whether TFTP runs, and the next server in the offer.',
  },
  'PXE-E21': {
    means: 'UEFI: the network boot was cancelled.',
    look: 'Whether somebody pressed a key.',
  },
  'PXE-E22': {
    means: 'UEFI: the way to the server was refused, by ICMP.',
    look: 'Routers and firewalls on the way to the server in the offer.',
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
  'PXE-E36': {
    means: 'BIOS: the TFTP server answered with an error.',
    look: 'The line before it, which has the server’s words.',
  },
  'PXE-E38': {
    means: 'BIOS: the request to TFTP could not be sent: an error of the network card.',
    look: 'The card, its cable and the switch port.',
  },
  'PXE-E3B': { means: 'BIOS: TFTP has no such file.', look: 'The boot file name in the offer.' },
  'PXE-E3C': {
    means: 'BIOS: TFTP may not read the file.',
    look: 'The rights of the boot file on the TFTP server.',
  },
  'PXE-E3F': {
    means: 'BIOS: a TFTP packet of a wrong size.',
    look: 'The block size, and what on the way cuts packets.',
  },
  'PXE-E51': { means: 'BIOS: no offer at all.', look: 'Whether DHCP runs and hears this network.' },
  'PXE-E52': {
    means: 'BIOS: an offer from a proxyDHCP server, and none of an address.',
    look: 'Whether the DHCP server beside it runs.',
  },
  'PXE-E53': {
    means: 'BIOS, and seldom UEFI: an offer without a boot file name.',
    look: 'The DHCP server’s boot options.',
  },
  'PXE-E55': {
    means: 'BIOS: the proxyDHCP server did not answer on port 4011.',
    look: 'Whether the DHCP server says PXEClient in option 60 though no PXE server runs beside it.',
  },
  'PXE-E61': { means: 'BIOS: no link.', look: 'The cable and the switch port.' },
  'PXE-E74': {
    means: 'BIOS: the boot menu or its prompt is missing or bad.',
    look: 'Option 43 of the offer.',
  },
  'PXE-E76': {
    means: 'BIOS: the address to look for boot servers by multicast is missing or bad.',
    look: 'Option 43 of the offer.',
  },
  'PXE-E77': {
    means: 'BIOS: the list of boot servers is missing or bad.',
    look: 'Option 43 of the offer.',
  },
  'PXE-E78': {
    means: 'BIOS: none of the boot servers answered.',
    look: 'Option 43 of the offer, and whether those servers run.',
  },
  'PXE-E79': {
    means: 'BIOS: the boot file is too big for the memory a boot loader has.',
    look: 'Whether it is a boot loader at all, and one for BIOS.',
  },
  'PXE-E99': {
    means: 'UEFI: an error it has no words for; OVMF says so when the TFTP port is refused.',
    look: 'Whether TFTP runs on the server in the offer, and firewalls.',
  },
  'PXE-M0F': {
    means: 'BIOS: the boot ROM ends, and the firmware goes on to the next boot device.',
    look: 'The line before it, which says why.',
  },
  'PXE-T01': {
    means: 'BIOS: the TFTP server’s own words: it has no such file.',
    look: 'The boot file name in the offer.',
  },
  'ipxe.org/02': {
    means: 'iPXE: permission denied, by the server or because iPXE does not trust its certificate.',
    look: 'The rights of the file, and the certificate of the server.',
  },
  'ipxe.org/04': {
    means: 'iPXE: it got no address.',
    look: 'Whether DHCP runs and hears this network, and whether the switch port opens late.',
  },
  'ipxe.org/0e': {
    means: 'iPXE: the connection was refused.',
    look: 'Whether the server runs on that port.',
  },
  'ipxe.org/0f': {
    means: 'iPXE: the other side broke the connection off.',
    look: 'Whether the server was stopped or restarted.',
  },
  'ipxe.org/17': {
    means: 'iPXE: there is no way to that machine.',
    look: 'Addresses, mask and router.',
  },
  'ipxe.org/1d': {
    means: 'iPXE: the server answered with an error, such as HTTP 503, or its answer broke off.',
    look: 'What the server says of it.',
  },
  'ipxe.org/28': {
    means: 'iPXE: the network cannot be reached.',
    look: 'The router that DHCP gave, and the mask.',
  },
  'ipxe.org/2d': {
    means: 'iPXE: the server has no such file.',
    look: 'The name or address asked for.',
  },
  'ipxe.org/2e': {
    means: 'iPXE: the file is nothing that it can start.',
    look: 'Whether it is for this kind of machine: BIOS or UEFI, 32 or 64 bit.',
  },
  'ipxe.org/38': {
    means: 'iPXE: no link on the network card.',
    look: 'The cable and the switch port.',
  },
  'ipxe.org/3c': {
    means: 'iPXE: this build of it cannot do that, or TFTP answered with an error of its own kind.',
    look: 'Whether it was built with what the script asks for, such as HTTPS; what the TFTP server says.',
  },
  'ipxe.org/3e': {
    means: 'iPXE: there is no device, or no machine, of that name.',
    look: 'The name in the script, and the DNS server.',
  },
  'ipxe.org/41': {
    means: 'iPXE: not permitted: the server forbids it, or TLS did not come about.',
    look: 'The rights of the file, the certificate of the server, and the machine’s clock.',
  },
  'ipxe.org/4c': {
    means: 'iPXE: no answer came in time.',
    look: 'Whether the server runs, and firewalls and routers on the way.',
  },
  'Fatal error: 10': {
    means: 'mboot: no room in memory.',
    look: 'How much memory the machine has, and the size of the image.',
  },
  'Fatal error: 15': {
    means: 'mboot: the server has no such file.',
    look: 'The names in boot.cfg.',
  },
  'Fatal error: 19': {
    means: 'mboot: no answer came in time.',
    look: 'Whether the waiter was unplugged in the middle.',
  },
  'Fatal error: 27': {
    means: 'mboot: Secure Boot refused a file.',
    look: 'Whether the image is signed and whole.',
  },
  'Access Denied': {
    means: 'UEFI: Secure Boot refused the program that came.',
    look: 'Whether the boot loader is signed, and by whom this firmware trusts; or Secure Boot off.',
  },
  'Fatal error: 33': {
    means: 'mboot: a file is not what it should be.',
    look: 'Whether the download was cut short.',
  },
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
  ENETUNREACH: { means: 'There is no way to that network.', look: 'Addresses, mask and router.' },
  EPROTO: {
    means: 'What came was no proper HTTP.',
    look: 'A fault that spoils answers, and a proxy on the way.',
  },
  '404': {
    means: 'The waiter has no such file.',
    look: 'The image profile, and the path asked for.',
  },
  '500': {
    means: 'The server failed at the request.',
    look: 'Its finding in the journal, or a fault that answers so.',
  },
  '503': {
    means:
      'The waiter cannot serve this host now: it has no decision or no certificate for it, or too many boot at once.',
    look: 'What the waiter says of it in the journal, and whether the rules engine is unplugged.',
  },
}
