import koffi from 'koffi'
import type { PinnedSockets } from './pinned.ts'

/** The calls of Windows that Node does not offer. */
export type Winsock = {
  /** 0, or -1 when Windows refuses. */
  setsockopt(socket: number, level: number, option: number, value: Uint8Array, size: number): number
  /** 0 when there is no such interface. */
  interfaceIndex(alias: string): number
}

// Values of Windows (ws2def.h, ws2ipdef.h). Written from the headers; not run on Windows by us.
const IPPROTO_IP = 0
const IP_UNICAST_IF = 31

export const loadWinsock = (): Winsock => {
  const winsock = koffi.load('ws2_32.dll')
  const helpers = koffi.load('iphlpapi.dll')
  const toLuid = helpers.func('uint32_t ConvertInterfaceAliasToLuid(str16 alias, void *luid)')
  const toIndex = helpers.func('uint32_t ConvertInterfaceLuidToIndex(void *luid, void *index)')
  return {
    setsockopt: winsock.func(
      'int setsockopt(uintptr_t socket, int level, int option, const void *value, int size)',
    ),
    interfaceIndex(alias) {
      const [luid, index] = [new Uint8Array(8), new Uint8Array(4)]
      const found = toLuid(alias, luid) === 0 && toIndex(luid, index) === 0
      return found ? new DataView(index.buffer).getUint32(0, true) : 0
    },
  }
}

/** IP_UNICAST_IF takes the interface's index in network order, unlike its IPv6 sister. */
const networkOrder = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

/**
 * Windows hears broadcasts on a socket that is bound to an interface's address, and sends from that address through that
 * interface alone (the strong host model, RFC 1122 section 3.3.4.2, since Windows Vista). So binding to the address is
 * the pin; IP_UNICAST_IF says it once more to each UDP socket whose handle is to be had, which Node's are not on Windows so far.
 * Not run on Windows by us.
 */
export const createWindowsSockets = (
  winsock: Winsock,
  { name, address }: { readonly name: string; readonly address: string },
): PinnedSockets => {
  const index = winsock.interfaceIndex(name)
  return {
    udp: ({ port }) => ({
      address,
      port,
      tie: (handle) =>
        winsock.setsockopt(handle, IPPROTO_IP, IP_UNICAST_IF, networkOrder(index), 4) === 0,
    }),
    tcp: ({ port }) => ({ host: address, port }),
    introduce: () => false,
    advertise: () => false,
  }
}
