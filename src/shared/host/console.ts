import type { Fact, FactOf, Recorded } from '../facts/index.ts'
import { seenFromOutside, type Line } from './console-outside.ts'
import { formatBytes } from './text.ts'
import type { ConsoleLine, HostView } from './view.ts'

/** What the console needs to know of the machine. */
export type Machine = Pick<HostView, 'id'> &
  Partial<Pick<HostView, 'mac' | 'firmware' | 'witness' | 'attributes'>>

const isUefi = (machine: Machine): boolean => machine.firmware !== 'bios'

const addressed = (machine: Machine, fact: FactOf<'firmware.addressed'>): readonly Line[] =>
  isUefi(machine)
    ? [
        ['plain', `  Station IP address is ${fact.address}`],
        ['plain', `  Server IP address is ${fact.nextServer}`],
        ['plain', `  NBP filename is ${fact.bootFile}`],
      ]
    : [['plain', `DHCP: address ${fact.address}, boot file ${fact.bootFile} on ${fact.nextServer}`]]

const loaderReceived = (machine: Machine, fact: FactOf<'firmware.loaderReceived'>) =>
  isUefi(machine)
    ? ([
        ['plain', `  NBP filesize is ${String(fact.bytes)} Bytes`],
        ['plain', ' Downloading NBP file...'],
        ['good', '  NBP file downloaded successfully.'],
      ] as const)
    : ([['good', `TFTP: ${fact.file}, ${formatBytes(fact.bytes)}`]] as const)

const deviceTried = (machine: Machine, fact: FactOf<'firmware.deviceTried'>): readonly Line[] => {
  const place = `${String(fact.position)}/${String(fact.of)}`
  const name = fact.device === 'network' ? 'network' : 'local disk'
  const intro: readonly Line[] =
    fact.position === 1
      ? [['dim', `Boot device ${place}: ${name}`]]
      : [
          [
            'warn',
            `Boot device ${String(fact.position - 1)}/${String(fact.of)} failed, trying ${place}: ${name}`,
          ],
        ]
  return fact.device === 'network' && isUefi(machine)
    ? [...intro, ['plain', '>>Start PXE over IPv4']]
    : intro
}

const isFirmwareStage = (fact: FactOf<'firmware.networkFailed'>): boolean =>
  fact.stage === 'link' || fact.stage === 'dhcp' || fact.stage === 'loader'

const networkFailed = (
  machine: Machine,
  fact: FactOf<'firmware.networkFailed'>,
): readonly Line[] =>
  isFirmwareStage(fact)
    ? [
        ['bad', `${isUefi(machine) ? '  ' : ''}${fact.code}: ${fact.message}`],
        ...(isUefi(machine) ? [] : ([['plain', 'PXE-M0F: Exiting PXE ROM.']] as const)),
      ]
    : [['bad', `Could not boot: ${fact.message}`]]

const noImageScreen = (fact: FactOf<'host.noImageScreen'>): readonly Line[] => [
  ['warn', 'This host is attempting to network-boot using VMware'],
  ['warn', 'AutoDeploy. However, there is no ESXi image associated with this host.'],
  ['warn', fact.cause],
  ['dim', `Rebooting in ${String(Math.round(fact.wait / 1000))} seconds.`],
]

const addressLost = {
  expired: 'its lease ran out, and no DHCP server gave more time.',
  refused: 'the DHCP server refused it.',
} as const

const up = (fact: FactOf<'esxi.up'>): readonly Line[] => [
  fact.address === ''
    ? ['bad', 'Host is up without an address: no DHCP server answered.']
    : ['good', `Host is up at ${fact.address}.`],
  ...(fact.source === 'cache'
    ? ([
        ['warn', 'Booted from the stateless cache. Waiting to be reconnected to vCenter.'],
      ] as const)
    : []),
]

const ownScreen = (machine: Machine, fact: Fact): readonly Line[] => {
  switch (fact.type) {
    case 'host.poweredOn':
      return [['dim', `${machine.id}: power on, ${isUefi(machine) ? 'UEFI' : 'BIOS'} firmware`]]
    case 'host.rebooted':
      return [['dim', `${machine.id}: reboot, ${isUefi(machine) ? 'UEFI' : 'BIOS'} firmware`]]
    case 'host.poweredOff':
      return [['dim', `${machine.id}: power off`]]
    case 'firmware.deviceTried':
      return deviceTried(machine, fact)
    case 'firmware.addressed':
      return addressed(machine, fact)
    case 'firmware.loaderReceived':
      return loaderReceived(machine, fact)
    case 'ipxe.started':
      return [['plain', 'iPXE initialising devices... ok']]
    case 'ipxe.addressed':
      return [
        [
          'plain',
          `Configuring (net0${machine.mac === undefined ? '' : ` ${machine.mac}`})...... ok`,
        ],
        ['plain', `net0: ${fact.address}`],
      ]
    case 'ipxe.trampReceived':
    case 'ipxe.bootScriptReceived':
      return [['plain', `${fact.url}... ok`]]
    case 'ipxe.tryFailed':
      return [['warn', `${fact.url}... ${fact.message}`]]
    case 'firmware.networkFailed':
      return networkFailed(machine, fact)
    case 'host.noImageScreen':
      return noImageScreen(fact)
    case 'firmware.cardFailed':
      return [['bad', `${fact.code}: ${fact.message} (${fact.mac})`]]
    case 'firmware.noBootDevice':
      return [['bad', 'No bootable device.']]
    default:
      return systemScreen(fact)
  }
}

const systemScreen = (fact: Fact): readonly Line[] => {
  switch (fact.type) {
    case 'mboot.configReceived':
      return [['plain', `Loading ${fact.imageProfile}: ${String(fact.modules)} files`]]
    case 'mboot.moduleReceived':
      return [['dim', `Loading /${fact.file}`]]
    case 'mboot.imageReceived':
      return [
        ['good', `Verified ${formatBytes(fact.bytes)} (sha256)`],
        ['plain', 'Relocating modules and starting up the kernel...'],
      ]
    case 'mboot.hung':
      return [
        ['bad', `Error ${fact.message} while loading module: /${fact.file}`],
        ['bad', `Fatal error: ${fact.message}`],
      ]
    case 'disk.imageVerified':
      return [
        ['warn', `Loading image profile ${fact.imageProfile} from the local disk`],
        ['good', `Verified ${formatBytes(fact.bytes)} (sha256)`],
      ]
    case 'disk.imageRejected':
      return [['bad', fact.message]]
    case 'disk.cacheWritten':
      return [
        [
          'good',
          `Image ${fact.imageProfile} written to the local disk, ${formatBytes(fact.bytes)}`,
        ],
      ]
    case 'disk.imageInstalled':
      return [['good', `${fact.imageProfile} installed on the local disk. Rebooting.`]]
    case 'disk.cacheNotWritten':
      return [['warn', `Image not cached: ${fact.message}`]]
    case 'kernel.started':
      return [['plain', `Starting ${fact.imageProfile}`]]
    case 'esxi.up':
      return up(fact)
    case 'esxi.notCertified':
      return [
        ['bad', `No certificate for this host: ${fact.message}`],
        ['dim', 'Shutting down, then trying again.'],
      ]
    case 'esxi.addressed':
      return [['good', `Management address ${fact.address}`]]
    case 'esxi.addressLost':
      return [['bad', `Management address ${fact.address} given up: ${addressLost[fact.cause]}`]]
    case 'vcenter.hostConnected':
      return [['good', `Connected to vCenter${fact.cluster === '' ? '' : ` in ${fact.cluster}`}.`]]
    default:
      return []
  }
}

/**
 * The lines a fact puts on its host's console. Texts of edk2, iPXE and mboot are theirs where the
 * domain notes have a source for them; the rest is ours and reads as ours. Of a physical host the
 * console cannot be seen: what the services saw stands there instead, dimmed and marked.
 */
export const consoleLines = (recorded: Recorded, machine: Machine): readonly ConsoleLine[] => {
  const { fact, at, seq } = recorded
  const lines = machine.witness === 'services' ? seenFromOutside(fact) : ownScreen(machine, fact)
  return lines.map(([tone, text]) => ({ seq, at, tone, text }))
}
