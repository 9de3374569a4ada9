import { InvalidArgumentError, type Command } from 'commander'
import { LabError } from '../../shared/base/index.ts'
import type { Host, LabDocument } from '../../shared/document/schema.ts'
import type { VendorProfile } from '../../shared/host/index.ts'
import { asKind, hostNamed, mostHosts, newHosts, type HostOrder } from '../../shared/rack/index.ts'
import { wholeNumber } from './flags.ts'
import type { Output } from './output.ts'
import { askLabAt, withLabPlace, type LabPlace, type RunningLab } from './running-lab.ts'

type AddFlags = {
  readonly count: number
  readonly rack?: string
  readonly kind?: string
  readonly like?: string
  readonly first?: string
  readonly plan: boolean
  readonly json: boolean
}

type ChangeFlags = {
  readonly name?: string
  readonly rack?: string
  readonly kind?: string
  readonly mac?: string
  readonly ip?: string
  readonly firmware?: Host['firmware']
  readonly disk?: number
  readonly json: boolean
}

const largestDisk = 1024 * 1024

const firmware = (text: string): Host['firmware'] => {
  if (text === 'bios' || text === 'uefi') return text
  throw new InvalidArgumentError('bios or uefi.')
}

/** A host in a line. */
const hostLine = ({ id, mac, address, smbios }: Host): string =>
  [id.padEnd(20), mac, (address ?? 'from the pool').padEnd(15), smbios.model].join('  ').trimEnd()

const kindOf = async (lab: RunningLab, name: string | undefined): Promise<VendorProfile> => {
  const kinds = await lab.host.kinds()
  const found = kinds.find(({ id }) => id === name)
  if (found !== undefined) return found.server
  const ids = kinds.map(({ id }) => id).join(', ')
  const message =
    name === undefined
      ? `Say what the hosts are: ${ids}.`
      : `There is no kind of server "${name}": ${ids}.`
  throw new LabError('hosts.unknown-kind', message, { kind: name ?? '' })
}

/** What is said, or else like the lab's last simulated host and in its rack. */
const orderOf = async (
  lab: RunningLab,
  { hosts, racks }: LabDocument,
  { count, kind, like, rack, first }: AddFlags,
): Promise<HostOrder> => {
  const last = hosts.findLast((host) => host.kind === 'simulated')?.id
  const model = like ?? last
  const at = racks.find((each) => last !== undefined && each.hosts.includes(last))
  return {
    count,
    rack: rack ?? at?.name ?? racks[0]?.name ?? 'Rack A',
    hardware:
      kind === undefined && model !== undefined
        ? { kind: 'like', host: model }
        : { kind: 'server', server: await kindOf(lab, kind) },
    ...(first !== undefined && { first }),
  }
}

const add = async (lab: RunningLab, flags: AddFlags): Promise<readonly Host[]> => {
  const { document } = await lab.lab.state()
  const order = await orderOf(lab, document, flags)
  if (flags.plan) return newHosts(document, order)
  const { version } = await lab.document.edit({ kind: 'addHosts', ...order })
  const { hosts } = await lab.document.read({ version })
  return hosts.slice(-order.count)
}

const change = async (lab: RunningLab, id: string, flags: ChangeFlags): Promise<Host> => {
  const { document } = await lab.lab.state()
  const host = hostNamed(document, id)
  const { name, rack, kind, mac, ip, firmware, disk } = flags
  const machine = kind === undefined ? host : asKind(document, host, await kindOf(lab, kind))
  const { address, ...rest } = machine
  const ownAddress = ip ?? address ?? 'none'
  const to: Host = {
    ...rest,
    ...(name !== undefined && { id: name }),
    ...(mac !== undefined && { mac: mac.toLowerCase() }),
    ...(ownAddress !== 'none' && { address: ownAddress }),
    ...(firmware !== undefined && { firmware }),
    ...(disk !== undefined && { diskMiB: disk, disks: undefined }),
  }
  await lab.document.edit({
    kind: 'changeHost',
    host: id,
    to,
    ...(rack !== undefined && { rack }),
  })
  return to
}

/** `hosts add`, `change` and `remove`: which simulated hosts a running lab has. */
export const withHostEdits = (hosts: Command, output: Output): void => {
  const json = ['--json', 'print it as JSON', false] as const
  const print = (made: readonly Host[], asJson: boolean): void => {
    if (asJson) output.print(JSON.stringify(made))
    else for (const host of made) output.print(hostLine(host))
  }
  withLabPlace(hosts.command('add'))
    .description('add simulated hosts to a running lab, powered off')
    .option('--count <number>', 'how many', wholeNumber(1, mostHosts), 1)
    .option(
      '--rack <name>',
      'the rack they stand in, one that is there or a new one; by default that of the last host',
    )
    .option('--kind <server>', 'what they are, by a file name of resources/vendors')
    .option('--like <host>', 'what they are: like this host; by default like the last one')
    .option('--first <name>', 'name of the first; its number is counted on')
    .option('--plan', 'only say which would come', false)
    .option(...json)
    .action(async (flags: LabPlace & AddFlags) =>
      print(await askLabAt(flags, (lab) => add(lab, flags)), flags.json),
    )
  withLabPlace(hosts.command('change'))
    .description('change a simulated host of a running lab that is off')
    .argument('<host>', 'by id')
    .option('--name <name>', 'another name; its history and its disk stay with the old one')
    .option('--rack <name>', 'another rack, one that is there or a new one')
    .option('--kind <server>', 'another kind of server, by a file name of resources/vendors')
    .option('--mac <address>', 'the MAC address of its first card')
    .option('--ip <address>', 'its reserved address; none takes it away')
    .option('--firmware <kind>', 'bios or uefi', firmware)
    .option('--disk <mib>', 'one local disk of this size; 0 is none', wholeNumber(0, largestDisk))
    .option(...json)
    .action(async (host: string, flags: LabPlace & ChangeFlags) =>
      print([await askLabAt(flags, (lab) => change(lab, host, flags))], flags.json),
    )
  withLabPlace(hosts.command('remove'))
    .description('remove hosts from a running lab; simulated ones must be off')
    .argument('<hosts...>', 'by id')
    .option(...json)
    .action(async (named: string[], { json, ...place }: LabPlace & { readonly json: boolean }) => {
      const made = await askLabAt(place, (lab) =>
        lab.document.edit({ kind: 'removeHosts', hosts: named }),
      )
      output.print(json ? JSON.stringify(made) : `${made.summary}.`)
    })
}
