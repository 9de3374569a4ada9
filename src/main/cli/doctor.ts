import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockTexts, type InterfaceInfo } from '../net/index.ts'

/** What `doctor` looks at. The command hands in the machine's own. */
export type Machine = {
  readonly interfaces: readonly InterfaceInfo[]
  /** First port that any user may open; undefined where the system does not tell. */
  readonly firstOpenPort: number | undefined
  /** Boot programs, and the folder each was found in, if any. */
  readonly loaders: readonly { readonly name: string; readonly folder: string | undefined }[]
  readonly root: boolean
}

const loaders = ['undionly.kpxe', 'snponly.efi', 'ipxe.efi']

/** Looks at this machine; changes nothing. */
export const inspectMachine = (
  interfaces: readonly InterfaceInfo[],
  loaderFolders: readonly string[],
): Machine => {
  const setting = '/proc/sys/net/ipv4/ip_unprivileged_port_start'
  return {
    interfaces,
    firstOpenPort: existsSync(setting) ? Number(readFileSync(setting, 'utf8')) : undefined,
    loaders: loaders.map((name) => ({
      name,
      folder: loaderFolders.find((folder) => existsSync(join(folder, name))),
    })),
    root: process.getuid?.() === 0,
  }
}

const interfaceLine = ({ name, address, lock }: InterfaceInfo): string =>
  lock === undefined
    ? `  ok      ${name} ${address}: free to serve on`
    : `  locked  ${name} ${address}: ${lockTexts[lock]}`

const portLine = ({ firstOpenPort, root }: Machine): string => {
  if (root) return '  ok      Ports 67 and 69 can be opened: you are root.'
  if (firstOpenPort === undefined)
    return '  ?       This system does not tell who may open ports 67 and 69.'
  return firstOpenPort <= 67
    ? `  ok      Ports from ${firstOpenPort} on are open to every user.`
    : `  missing Ports below ${firstOpenPort} need a right. Only to serve a real network:\n          sudo sysctl net.ipv4.ip_unprivileged_port_start=67   (undo: =${firstOpenPort}; gone after a restart)`
}

/** The findings as text. */
export const doctorReport = (machine: Machine): string =>
  [
    'The loopback lab needs none of this. To boot real machines:',
    '',
    'Interfaces',
    ...machine.interfaces.map(interfaceLine),
    '',
    'Rights',
    portLine(machine),
    '',
    'Boot programs',
    ...machine.loaders.map(({ name, folder }) =>
      folder === undefined
        ? `  missing ${name}: install the package ipxe, or copy it beside the others`
        : `  ok      ${name} in ${folder}`,
    ),
  ].join('\n')
