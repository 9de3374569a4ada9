/** ff02::1, every node of the link (RFC 4291 section 2.7.1). */
export const allNodes = Uint8Array.of(0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)

/**
 * A router advertisement (RFC 4861 section 4.2) that says nothing: router lifetime 0 (not a default router), no prefix, no
 * DHCPv6. iPXE waits 13 to 16 s for one on every network without an IPv6 router; any will do.
 */
export const routerAdvertisement = (): Uint8Array => {
  const bytes = new Uint8Array(16)
  bytes[0] = 134
  return bytes
}
