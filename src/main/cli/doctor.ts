import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Option } from 'commander'
import { contains, parseSubnet } from '../../shared/base/index.ts'
import { dataFolder } from '../folders.ts'
import {
  closeLowPorts,
  diagnoseLowPorts,
  lackTexts,
  listInterfaces,
  lockTexts,
  notReady,
  openLowPorts,
  type InterfaceInfo,
  type Lacking,
  type LowPorts,
} from '../net/index.ts'
import { loaderFolders } from '../open-lab.ts'
import { heldPorts, leavesRoom } from '../serving/index.ts'
import type { Fill } from './shell.ts'

/** What `doctor` found. */
export type Findings = {
  /** Each interface by each of its addresses. */
  readonly interfaces: readonly (Omit<InterfaceInfo, 'others'> & {
    /** Whether another one is taken unless this one is named. */
    readonly isOther: boolean
    /** Sentences on the ports that somebody else holds there. */
    readonly held: readonly string[]
    /** Whether its network has an address for a machine. */
    readonly roomy: boolean
  })[]
  readonly lacking: readonly Lacking[]
  readonly lowPorts: LowPorts
  /** Boot loaders, and the folder each was found in, if any. */
  readonly loaders: readonly { readonly name: string; readonly folder: string | undefined }[]
}

const loaders = ['undionly.kpxe', 'snponly.efi', 'ipxe.efi']

const byAddress = ({ others, ...first }: InterfaceInfo) =>
  [first, ...others].map((each, at) => ({ ...first, ...each, isOther: at > 0 }))

/** Looks at this machine; changes nothing. */
const inspect = async (): Promise<Findings> => {
  const interfaces = listInterfaces()
  return {
    interfaces: await Promise.all(
      interfaces.flatMap(byAddress).map(async (each) => ({
        ...each,
        // A system that we cannot pin sockets on says so when it is served.
        held:
          each.lock === undefined ? await heldPorts(each.name, each.address).catch(() => []) : [],
        roomy: leavesRoom(each),
      })),
    ),
    lacking: notReady(interfaces),
    lowPorts: await diagnoseLowPorts(),
    loaders: loaders.map((name) => ({
      name,
      folder: loaderFolders.find((folder) => existsSync(join(folder, name))),
    })),
  }
}

const interfaceLines = (
  { name, address, isOther, lock, held, roomy }: Findings['interfaces'][number],
  freeAddress: () => string,
): readonly string[] => {
  if (lock !== undefined) return [`  locked  ${name} ${address}: ${lockTexts[lock]}`]
  if (!roomy)
    return [
      `  small   ${name} ${address}: its network has no address for a machine; give it another one, such as ${freeAddress()}`,
    ]
  if (held.length === 0)
    return [
      `  ok      ${name} ${address}: free to serve on${isOther ? ` by --address ${address}` : ''}`,
    ]
  return held.map((sentence) => `  taken   ${name} ${address}: ${sentence}`)
}

/** Addresses for a rack, each of a network that no interface is on. */
const freeAddresses = (interfaces: readonly Pick<InterfaceInfo, 'address'>[]): readonly string[] =>
  Array.from({ length: 236 }, (_, at) => `10.${String(20 + at)}.0`)
    .filter((net) => !interfaces.some((each) => contains(parseSubnet(`${net}.0/24`), each.address)))
    .map((net) => `${net}.1/24`)

/** What the command under a lack is for. */
const leads: Readonly<Record<Lacking['lack'], string>> = {
  up: 'To switch it on, with an address',
  link: 'With a cable in it, should it have no address either',
  address: 'To give it one',
}

const lackingLines = ({ name, lack }: Lacking, address: string): readonly string[] => [
  `  missing ${name} ${lackTexts[lack]}. ${leads[lack]}:`,
  `          sudo ip link set ${name} up && sudo ip addr add ${address} dev ${name}`,
]

const because = {
  root: 'you are root',
  capability: 'this program has the right to',
  setting: 'this machine lets every user',
  notNeeded: 'this system asks for no right',
} as const

const portLines = (ports: LowPorts): readonly string[] =>
  ports.kind === 'open'
    ? [`  ok      Ports 67 to 69 may be opened: ${because[ports.because]}.`]
    : [
        `  missing Ports below ${ports.firstOpen} need a right.`,
        `          ${ports.explanation}`,
        `          ${ports.command}   or: doctor --open-ports, undone by --close-ports`,
      ]

/** The findings as text. */
export const doctorReport = ({ interfaces, lacking, lowPorts, loaders }: Findings): string => {
  const free = freeAddresses(interfaces).values()
  const freeAddress = () => free.next().value ?? 'ADDRESS/24'
  return [
    'The loopback lab needs none of this. To boot real machines:',
    '',
    'Interfaces',
    ...interfaces.flatMap((each) => interfaceLines(each, freeAddress)),
    ...lacking.flatMap((each) => lackingLines(each, freeAddress())),
    '',
    'Rights',
    ...portLines(lowPorts),
    '',
    'Boot loaders',
    ...loaders.map(({ name, folder }) =>
      folder === undefined
        ? `  missing ${name}: install the package ipxe, or copy it beside the others`
        : `  ok      ${name} in ${folder}`,
    ),
  ].join('\n')
}

/** `doctor`: looks, and changes the one setting only when it is asked to. */
export const doctorCommand: Fill = (command, { output }) => {
  command
    .option(
      '--open-ports',
      'let every user of this machine open ports from 67 on, until its restart',
    )
    .addOption(
      new Option('--close-ports', 'put that setting back as it was').conflicts('openPorts'),
    )
    .action(async ({ openPorts, closePorts }: { openPorts?: true; closePorts?: true }) => {
      const folder = dataFolder(process.platform, process.env)
      if (openPorts) {
        await mkdir(folder, { recursive: true })
        const { before, now } = await openLowPorts(folder)
        output.print(`Ports from ${now} on are open to every user; before, from ${before} on.`)
      }
      if (closePorts) {
        const closed = await closeLowPorts(folder)
        output.print(
          closed ? `Ports from ${closed.now} on are open, as before.` : 'Nothing to undo.',
        )
      }
      if (!openPorts && !closePorts) output.print(doctorReport(await inspect()))
    })
}
