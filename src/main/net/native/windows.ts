import type { PinnedSockets } from './pinned.ts'

/**
 * Windows hears broadcasts on a socket that is bound to an interface's address, and sends from that address through that
 * interface alone (the strong host model, RFC 1122 section 3.3.4.2, since Windows Vista). So binding to the address is
 * the pin. IP_UNICAST_IF would be the call for sockets bound to no address, but Node neither gives its sockets' handles
 * out on Windows nor takes in ours. Not run on Windows by us.
 */
export const createWindowsSockets = (address: string): PinnedSockets => ({
  udp: ({ port }) => ({ address, port }),
  tcp: ({ port }) => ({ host: address, port }),
  introduce: () => false,
  advertise: () => false,
})
