import { LabError } from '../../shared/base/index.ts'
import { hostAttributes, type HostAttributes } from '../../shared/facts/index.ts'

const longest = 256
const names = [...Object.keys(hostAttributes.shape), 'platform']
/**
 * iPXE of before 2021 sends an ampersand inside of a value as it is (seen with Debian's of 2019), so a
 * pair begins only where one of our names does.
 */
const betweenPairs = new RegExp(`&(?=(?:${names.join('|')})=)`)

/** What a host says of itself: its rule attributes, and which firmware it runs on. */
export type Registration = {
  readonly attributes: HostAttributes
  readonly firmware: 'bios' | 'uefi'
}

/**
 * The query of `host-register`. What is not sent is empty; `oemstring` may come several times;
 * `platform` is iPXE's (`pcbios` or `efi`). `LabError` `waiter.bad-attributes` (detail `field`).
 */
export const parseRegistration = (query: string, client: string): Registration => {
  const pairs = query.split(betweenPairs).map(parsePair)
  const last = (name: string) => pairs.findLast((pair) => pair.name === name)?.value ?? ''
  const read = hostAttributes.safeParse({
    mac: last('mac').toLowerCase().replaceAll('-', ':'),
    uuid: last('uuid').toLowerCase(),
    vendor: last('vendor'),
    model: last('model'),
    serial: last('serial'),
    asset: last('asset'),
    oemstring: pairs.flatMap(({ name, value }) => (name === 'oemstring' && value ? [value] : [])),
    hostname: last('hostname'),
    domain: last('domain'),
    ipv4: last('ipv4') || client,
  })
  if (read.success) {
    return { attributes: read.data, firmware: last('platform') === 'efi' ? 'uefi' : 'bios' }
  }
  // The others are texts: only the MAC can be wrong.
  const given = last('mac').slice(0, 40)
  throw badAttributes(
    given === '' ? 'There is no MAC address (mac=).' : `mac=${given} is no MAC address.`,
    'mac',
  )
}

/** Percent-encoding alone: iPXE leaves a plus sign as it is, so it never stands for a space. */
const parsePair = (pair: string): { name: string; value: string } => {
  const at = pair.indexOf('=')
  const name = at < 0 ? pair : pair.slice(0, at)
  const raw = at < 0 ? '' : pair.slice(at + 1)
  if (raw.length > longest * 3) throw badAttributes(`${name.slice(0, 40)} is too long.`, name)
  try {
    return { name, value: printable(decodeURIComponent(raw)) }
  } catch {
    throw badAttributes(`${name} is not percent-encoded text.`, name)
  }
}

/** SMBIOS strings come padded, and some with control characters. */
const printable = (text: string): string =>
  text
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, longest)

const badAttributes = (message: string, field: string): LabError =>
  new LabError('waiter.bad-attributes', message, { field: field.slice(0, 40) })
