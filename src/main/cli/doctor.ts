import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { dataFolder } from '../folders.ts'
import {
  closeLowPorts,
  diagnoseLowPorts,
  listInterfaces,
  lockTexts,
  openLowPorts,
  withoutAddress,
  type InterfaceInfo,
  type LowPorts,
} from '../net/index.ts'
import { loaderFolders } from '../open-lab.ts'
import type { Fill } from './shell.ts'

/** What `doctor` found. */
export type Findings = {
  readonly interfaces: readonly InterfaceInfo[]
  /** Names of interfaces that lack nothing but an address. */
  readonly unaddressed: readonly string[]
  readonly lowPorts: LowPorts
  /** Boot programs, and the folder each was found in, if any. */
  readonly loaders: readonly { readonly name: string; readonly folder: string | undefined }[]
}

const loaders = ['undionly.kpxe', 'snponly.efi', 'ipxe.efi']

/** Looks at this machine; changes nothing. */
const inspect = async (): Promise<Findings> => {
  const interfaces = listInterfaces()
  return {
    interfaces,
    unaddressed: withoutAddress(interfaces),
    lowPorts: await diagnoseLowPorts(),
    loaders: loaders.map((name) => ({
      name,
      folder: loaderFolders.find((folder) => existsSync(join(folder, name))),
    })),
  }
}

const interfaceLine = ({ name, address, lock }: InterfaceInfo): string =>
  lock === undefined
    ? `  ok      ${name} ${address}: free to serve on`
    : `  locked  ${name} ${address}: ${lockTexts[lock]}`

/** What a rack's own cable lacks most often on a laptop. */
const unaddressedLines = (name: string): readonly string[] => [
  `  missing ${name} is down, has nothing plugged in or no IPv4 address. To give it one:`,
  `          sudo ip link set ${name} up && sudo ip addr add 10.20.0.1/24 dev ${name}`,
]

const because = {
  root: 'you are root',
  capability: 'this program has the right to',
  setting: 'this machine lets every user',
  notNeeded: 'this system asks for no right',
} as const

const portLines = (ports: LowPorts): readonly string[] =>
  ports.kind === 'open'
    ? [`  ok      Ports 67 to 69 can be opened: ${because[ports.because]}.`]
    : [
        `  missing Ports below ${ports.firstOpen} need a right.`,
        `          ${ports.explanation}`,
        `          ${ports.command}   or: doctor --open-ports, undone by --close-ports`,
      ]

/** The findings as text. */
export const doctorReport = ({ interfaces, unaddressed, lowPorts, loaders }: Findings): string =>
  [
    'The loopback lab needs none of this. To boot real machines:',
    '',
    'Interfaces',
    ...interfaces.map(interfaceLine),
    ...unaddressed.flatMap(unaddressedLines),
    '',
    'Rights',
    ...portLines(lowPorts),
    '',
    'Boot programs',
    ...loaders.map(({ name, folder }) =>
      folder === undefined
        ? `  missing ${name}: install the package ipxe, or copy it beside the others`
        : `  ok      ${name} in ${folder}`,
    ),
  ].join('\n')

/** `doctor`: looks, and changes the one setting only when it is asked to. */
export const doctorCommand: Fill = (command, { output }) => {
  command
    .option(
      '--open-ports',
      'let every user of this machine open ports from 67 on, until its restart',
    )
    .option('--close-ports', 'put that setting back as it was')
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
