import type {
  BootState,
  ComplianceState,
  ConnectionState,
  NoteWord,
  StepId,
} from '../../../shared/host/view.ts'
import { plural } from './plural.ts'

export const hostStates = {
  off: 'powered off',
  firmware: 'firmware is starting',
  'network.dhcp': 'PXE: asking for an address',
  'network.loader': 'PXE: loading the boot loader',
  'network.ipxe': 'iPXE: asking for an address',
  'network.tramp': 'iPXE: waiting for the waiter',
  'network.register': 'iPXE: waiting for a decision',
  'network.image': 'loading its image',
  noImage: 'no image · tries again by itself',
  disk: 'booting from its disk',
  noBootDevice: 'no bootable device',
  hung: 'hangs while loading',
  kernel: 'ESXi is starting',
  running: 'up',
} satisfies Record<BootState, string>

export const running = {
  from: { network: 'stateless', cache: 'cached image', installed: 'installed' },
  connected: 'connected',
  reconnect: 'reconnect',
  waiting: 'waiting for vCenter',
  notResponding: 'not responding',
  disconnected: 'disconnected',
  nonCompliant: 'not compliant',
  maintenance: 'in maintenance mode',
  join: (source: string, state: string) => `${source} · ${state}`,
  headline: {
    network: 'running stateless',
    cache: 'running from cached image',
    installed: 'running installed',
  },
}

export const connections = {
  absent: 'not in vCenter',
  connected: 'connected',
  notResponding: 'not responding',
  disconnected: 'disconnected',
} satisfies Record<ConnectionState, string>

export const compliance = {
  unknown: 'not checked',
  compliant: 'compliant',
  nonCompliant: 'not compliant',
} satisfies Record<ComplianceState, string>

export const steps = {
  link: 'Link',
  dhcp: 'DHCP',
  loader: 'TFTP loader',
  waiter: 'Waiter · tramp',
  rules: 'Rules',
  image: 'Image',
  bootOrder: 'Boot order → disk',
  verified: 'Image verified',
  started: 'ESXi loaded',
  vcenter: 'vCenter',
  compliant: 'Compliant',
} satisfies Record<StepId, string>

export const stepStates = {
  pending: 'not yet',
  active: 'under way',
  done: 'done',
  failed: 'failed',
  skipped: 'not reached',
}

export const stepNotes = {
  tries: (count: number) => plural(count, 'try', 'tries'),
  position: (position: number, of: number) => `${position} of ${of}`,
  left: (there: string, time: string) => `${there} · ${time} left`,
  words: {
    cut: 'cut short',
    silent: 'silent',
    presumed: 'presumed',
    noImage: 'no image',
    noAnswer: 'no answer',
    declined: 'sent on to the disk',
    hung: 'hung',
    notInOrder: 'not in it',
    manual: 'by hand',
    notResponding: 'not responding',
    disconnected: 'disconnected',
    noDisk: 'no disk',
    empty: 'empty',
    corrupt: 'damaged',
    unplugged: 'unplugged',
  } satisfies Record<NoteWord, string>,
}
