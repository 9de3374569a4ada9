import { z } from 'zod'
import { contains, isOwnUuid, macForm, parseSubnet, uuidByCard } from '../base/index.ts'
import { hostId } from '../base/schemas.ts'
import { bootDevice, host, type Host, type LabDocument } from '../document/schema.ts'
import { rackName } from './edits.ts'
import { cardsOf } from './new-hosts.ts'

/** What a table of hosts says of each. */
export const hostColumns = [
  'name',
  'kind',
  'mac',
  'addresses',
  'rack',
  'firmware',
  'uuid',
  'vendor',
  'model',
  'serial',
] as const
export type HostColumn = (typeof hostColumns)[number]
export type Cells = Readonly<Record<HostColumn, string>>

/** A host as a row of a table. */
export const cellsOf = (
  { id, kind, mac, address, otherAddresses = [], firmware, uuid, smbios }: Host,
  rack: string,
): Cells => ({
  name: id,
  kind,
  mac,
  addresses: [address, ...otherAddresses].filter((each) => each !== undefined).join(' '),
  rack,
  firmware,
  uuid,
  vendor: smbios.vendor,
  model: smbios.model,
  serial: smbios.serial,
})

/** `5254.00AA.BB02` and `52-54-00-AA-BB-02` as we write them. */
const plainMac = (text: string): string => {
  const digits = text.toLowerCase().replaceAll(/[:.-]/g, '')
  return /^[0-9a-f]{12}$/.test(digits) ? digits.replaceAll(/(..)(?!$)/g, '$1:') : text
}

/** The message of a cell that holds something else than its column does. */
const saying =
  (text: (said: string) => string) =>
  ({ input }: { readonly input: unknown }): string =>
    text(String(input))

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(values, { error: saying((said) => `"${said}" is none of ${values.join(', ')}`) }))

/** The cells of a row that hold anything. */
export const row = z.object({
  name: z
    .string()
    .toLowerCase()
    .refine((name) => hostId.safeParse(name).success, {
      error: saying((said) => `"${said}" is no host name`),
    })
    .optional(),
  kind: oneOf(['simulated', 'physical']).optional(),
  mac: z
    .string()
    .transform(plainMac)
    .pipe(z.string().regex(macForm, { error: saying((said) => `"${said}" is no MAC address`) }))
    .optional(),
  addresses: z
    .string()
    .transform((text) => (text.toLowerCase() === 'none' ? [] : text.split(/[\s,;]+/)))
    .pipe(z.array(z.ipv4({ error: saying((said) => `"${said}" is no IPv4 address`) })).max(17))
    .optional(),
  rack: rackName.optional(),
  firmware: oneOf(['bios', 'uefi']).optional(),
  uuid: z
    .string()
    .toLowerCase()
    .pipe(z.guid({ error: saying((said) => `"${said}" is no UUID`) }))
    .transform((uuid) => (isOwnUuid(uuid) ? uuid : undefined))
    .optional(),
  vendor: z.string().optional(),
  model: z.string().optional(),
  serial: z.string().optional(),
})
export type Row = z.infer<typeof row>

/** The host that a row makes of the one it is about, or of none. */
export const hostOf = (found: Host | undefined, said: Row, { network }: LabDocument): Host => {
  const { name, kind = 'physical', mac, addresses, firmware = 'uefi', uuid } = said
  const { id, address, otherAddresses, ...machine } = found ?? {}
  const subnet = parseSubnet(network.subnet)
  const own = addresses?.filter((each) => contains(subnet, each)) ?? (address ? [address] : [])
  const elsewhere = addresses?.filter((each) => !own.includes(each)) ?? otherAddresses ?? []
  const smbios = { vendor: said.vendor, model: said.model, serial: said.serial }
  const isCard = mac !== undefined && found !== undefined && cardsOf(found).includes(mac)
  return host.parse({
    ...{ kind, firmware, bootOrder: bootDevice.options, uuid: uuidByCard(mac ?? '') },
    ...machine,
    id: name ?? id,
    ...(mac !== undefined && !isCard && { mac }),
    ...(uuid !== undefined && { uuid }),
    ...(said.firmware !== undefined && { firmware }),
    smbios: {
      ...found?.smbios,
      ...Object.fromEntries(Object.entries(smbios).filter(([, text]) => text !== undefined)),
    },
    ...(own[0] !== undefined && { address: own[0] }),
    ...(elsewhere.length > 0 && { otherAddresses: elsewhere }),
  })
}
