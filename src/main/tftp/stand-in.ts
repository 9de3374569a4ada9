/** Names of the loaders our DHCP hands out, with a size like that of the real ones. */
const loaderSizes: ReadonlyMap<string, number> = new Map([
  ['undionly.kpxe', 72_000],
  ['snponly.efi', 160_000],
  ['snponly-arm64.efi', 160_000],
  ['ipxe.efi', 850_000],
  ['ipxe.pxe', 320_000],
])

const label = (name: string): string =>
  `Headwaiter stand-in for ${name}. No loader of that name is installed on this machine.\n` +
  'Simulated hosts take it for one; it does not start a real computer.\n'

/** Bytes that are the same on every machine (xorshift32 seeded by the size). */
const filler = (size: number): Uint8Array => {
  const bytes = new Uint8Array(size)
  let word = size >>> 0 || 1
  for (let at = 0; at < size; at += 1) {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
    bytes[at] = word & 0xff
  }
  return bytes
}

/** A loader for simulated hosts where the real one is not installed; it says so in its first bytes. */
export const standInLoader = (name: string): Uint8Array | undefined => {
  const size = loaderSizes.get(name)
  if (size === undefined) return undefined
  const bytes = filler(size)
  bytes.set(new TextEncoder().encode(label(name)))
  return bytes
}
