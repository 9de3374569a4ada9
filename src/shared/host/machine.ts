import { assign, fromCallback, setup, type SnapshotFrom } from 'xstate'
import type { Fact } from '../facts/index.ts'
import { bootFileKind, dhcpSpeaker, isOfImage } from './sighting.ts'

/**
 * The chart's own memory. What a person wants to see beside the state is in `HostView`.
 */
export type HostContext = {
  /**
   * Whose word moves the chart. A simulated host tells of each step itself; of a physical one only
   * the services tell, and the next sighting implies the steps before it.
   */
  readonly witness: 'host' | 'services'
  /** Boot devices the firmware has passed control to in this boot. */
  readonly tried: number
}

/** What a program that runs in a state is given. */
export type ProgramInput = { readonly tried: number }

/** Without a machine behind it a state only waits for the next fact. */
const idle = fromCallback<Fact, ProgramInput>(() => undefined)

const input = ({ context }: { context: HostContext }): ProgramInput => ({ tried: context.tried })

const speaker = (event: Fact) => (event.type === 'dhcp.discovered' ? dhcpSpeaker(event) : undefined)
const observed = (context: HostContext): boolean => context.witness === 'services'

const setUp = setup({
  // XState's own idiom: the value is never read, only its type.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-assertion
  types: {} as { context: HostContext; events: Fact },
  actors: {
    firmware: idle,
    networkBoot: idle,
    noImageScreen: idle,
    diskBoot: idle,
    kernel: idle,
    system: idle,
  },
  guards: {
    /** Only the services tell of this host. */
    isObserved: ({ context }) => observed(context),
    isNetworkDevice: ({ event }) =>
      event.type === 'firmware.deviceTried' && event.device === 'network',
    seesFirmware: ({ context, event }) => observed(context) && speaker(event) === 'firmware',
    seesIpxe: ({ context, event }) => observed(context) && speaker(event) === 'ipxe',
    seesSystem: ({ context, event }) => observed(context) && speaker(event) === 'system',
    seesLoaderRead: ({ context, event }) =>
      observed(context) && event.type === 'tftp.requested' && bootFileKind(event.file) === 'loader',
    seesScriptRead: ({ context, event }) =>
      observed(context) && event.type === 'tftp.requested' && bootFileKind(event.file) === 'script',
    seesImageFile: ({ context, event }) =>
      observed(context) &&
      (event.type === 'waiter.fileServed' || event.type === 'waiter.fileUnderWay') &&
      isOfImage(event),
    isLeftHanging: ({ context, event }) =>
      observed(context) && event.type === 'host.fellSilent' && event.hangs === true,
    /** It is told to go on to its disk, and tells nothing of that itself. */
    isSentToDisk: ({ context, event }) =>
      observed(context) && event.type === 'waiter.nextBootUsed' && event.choice.kind === 'disk',
    foundCompliant: ({ event }) =>
      event.type === 'vcenter.complianceChecked' && event.status === 'compliant',
    foundNonCompliant: ({ event }) =>
      event.type === 'vcenter.complianceChecked' && event.status === 'nonCompliant',
  },
  actions: {
    startBoot: assign({ witness: 'host', tried: 0 }),
    countDevice: assign({ tried: ({ context }) => context.tried + 1 }),
  },
})

/** Sightings by the services, wherever the host was thought to be. */
const sightings = {
  'dhcp.discovered': [
    { guard: 'seesFirmware', target: '.network.dhcp' },
    { guard: 'seesIpxe', target: '.network.ipxe' },
    { guard: 'seesSystem', target: '.kernel' },
  ],
  'tftp.requested': [
    { guard: 'seesLoaderRead', target: '.network.loader' },
    { guard: 'seesScriptRead', target: '.network.tramp' },
  ],
  'waiter.trampServed': { guard: 'isObserved', target: '.network.register' },
  'waiter.hostRegistered': { guard: 'isObserved', target: '.network.register' },
  'waiter.imageAssigned': { guard: 'isObserved', target: '.network.image' },
  'waiter.nextBootUsed': { guard: 'isSentToDisk', target: '.disk' },
  'waiter.noImage': { guard: 'isObserved', target: '.noImage' },
  'waiter.imageServed': { guard: 'isObserved', target: '.kernel' },
  'waiter.hostReported': { guard: 'isObserved', target: '.running' },
  'vcenter.hostConnected': { guard: 'isObserved', target: '.running' },
} as const

const networkStates = {
  dhcp: {
    on: {
      'firmware.addressed': 'loader',
      'dhcp.acknowledged': { guard: 'isObserved', target: 'loader' },
      'dhcp.addressedElsewhere': { guard: 'isObserved', target: 'loader' },
      // The same firmware asking again.
      'dhcp.discovered': [{ guard: 'seesFirmware' }, { guard: 'seesIpxe', target: 'ipxe' }],
    },
  },
  loader: {
    on: {
      'ipxe.started': 'ipxe',
      // edk2 asks twice: once for the size, once for the file.
      'tftp.requested': [{ guard: 'seesLoaderRead' }, { guard: 'seesScriptRead', target: 'tramp' }],
    },
  },
  ipxe: {
    on: {
      'ipxe.addressed': 'tramp',
      'dhcp.acknowledged': { guard: 'isObserved', target: 'tramp' },
      'dhcp.addressedElsewhere': { guard: 'isObserved', target: 'tramp' },
      'dhcp.discovered': [{ guard: 'seesIpxe' }, { guard: 'seesFirmware', target: 'dhcp' }],
    },
  },
  tramp: {
    on: { 'ipxe.trampReceived': 'register', 'tftp.requested': { guard: 'seesScriptRead' } },
  },
  register: {
    on: {
      'ipxe.bootScriptReceived': 'image',
      'waiter.hostRegistered': {},
      'host.noImageScreen': '#host.boot.noImage',
    },
  },
  image: {
    on: {
      'kernel.started': '#host.boot.kernel',
      'mboot.hung': '#host.boot.hung',
      'waiter.imageAssigned': {},
    },
  },
} as const

/** One that was taken for silent only took its time. */
const goingOn = {
  'waiter.fileServed': { guard: 'seesImageFile', target: 'network.image' },
  'waiter.fileUnderWay': { guard: 'seesImageFile', target: 'network.image' },
} as const

const bootRegion = {
  initial: 'off',
  on: {
    'host.poweredOn': { target: '.firmware', actions: 'startBoot' },
    'host.rebooted': { target: '.firmware', actions: 'startBoot' },
    'host.poweredOff': '.off',
    ...sightings,
  },
  states: {
    off: {},
    firmware: {
      invoke: { src: 'firmware', input },
      on: {
        'firmware.deviceTried': [
          { guard: 'isNetworkDevice', target: 'network', actions: 'countDevice' },
          { target: 'disk', actions: 'countDevice' },
        ],
        'firmware.noBootDevice': 'noBootDevice',
      },
    },
    network: {
      initial: 'dhcp',
      invoke: { src: 'networkBoot', input },
      on: {
        'firmware.networkFailed': 'firmware',
        'host.fellSilent': [
          { guard: 'isLeftHanging', target: 'hung' },
          { guard: 'isObserved', target: 'disk' },
        ],
      },
      states: networkStates,
    },
    noImage: {
      invoke: { src: 'noImageScreen', input },
      // A script may do something else than restart after its wait.
      on: {
        'firmware.networkFailed': 'firmware',
        'kernel.started': 'kernel',
        'mboot.hung': 'hung',
      },
    },
    disk: {
      invoke: { src: 'diskBoot', input },
      on: { ...goingOn, 'kernel.started': 'kernel', 'disk.imageRejected': 'firmware' },
    },
    noBootDevice: {},
    hung: { on: goingOn },
    kernel: {
      invoke: { src: 'kernel', input },
      on: {
        'esxi.up': 'running',
        // A system that asks for its address is no firmware: nothing new.
        'dhcp.discovered': [
          { guard: 'seesSystem' },
          { guard: 'seesFirmware', target: 'network.dhcp' },
          { guard: 'seesIpxe', target: 'network.ipxe' },
        ],
      },
    },
    running: {
      invoke: { src: 'system', input },
      on: {
        'dhcp.discovered': [
          { guard: 'seesSystem' },
          { guard: 'seesFirmware', target: 'network.dhcp' },
          { guard: 'seesIpxe', target: 'network.ipxe' },
        ],
        // Told twice: by the waiter and by vCenter.
        'waiter.hostReported': {},
        'vcenter.hostConnected': {},
      },
    },
  },
} as const

/**
 * A host, moved by facts alone. Three users: a simulated host `.provide()`s programs that do the
 * I/O of each state and report facts; a physical one is fed what the services saw; a view steps it
 * with `transition()`. The leaf states of `boot` are the names of `BootState`.
 */
export const hostMachine = setUp.createMachine({
  id: 'host',
  context: { witness: 'services', tried: 0 },
  type: 'parallel',
  states: {
    boot: bootRegion,
    connection: {
      initial: 'absent',
      on: {
        'vcenter.hostConnected': '.connected',
        'vcenter.hostNotResponding': '.notResponding',
        'vcenter.hostDisconnected': '.disconnected',
        'vcenter.hostRemoved': '.absent',
      },
      states: { absent: {}, connected: {}, notResponding: {}, disconnected: {} },
    },
    compliance: {
      initial: 'unknown',
      on: {
        'vcenter.hostRemoved': '.unknown',
        'vcenter.complianceChecked': [
          { guard: 'foundCompliant', target: '.compliant' },
          { guard: 'foundNonCompliant', target: '.nonCompliant' },
          { target: '.unknown' },
        ],
      },
      states: { unknown: {}, compliant: {}, nonCompliant: {} },
    },
  },
})

export type HostSnapshot = SnapshotFrom<typeof hostMachine>
