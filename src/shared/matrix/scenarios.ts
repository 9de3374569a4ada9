import { z } from 'zod'
import type { Disk, Host, HostProfile, LabDocument } from '../document/schema.ts'
import { ipv4ToNumber, numberToIpv4, parseSubnet } from '../base/index.ts'
import { action, type Action } from '../lessons/index.ts'

/** A way to run a host: what its host profile says of the disk, its disks, and its boot order. */
export type Mode = {
  readonly id: string
  readonly title: string
  readonly cache: HostProfile['systemImageCache']
  readonly bootOrder: Host['bootOrder']
  readonly disks: NonNullable<Host['disks']>
  /** The management address is not leased: the host profile asks for it, and the host's answers give it. */
  readonly isStatic?: true
}

const disk = (kind: Disk['kind']): Disk => ({
  id: `${kind}0`,
  sizeMiB: 8192,
  kind,
  model: '',
  driver: '',
  ssd: false,
  vmfs: false,
})

/** One host stands for each mode. */
export const modes: readonly Mode[] = [
  {
    id: 'caching',
    title: 'Stateless caching',
    cache: 'statelessCaching',
    bootOrder: ['network', 'disk'],
    disks: [disk('local')],
  },
  {
    id: 'static',
    title: 'Stateless caching, static address',
    cache: 'statelessCaching',
    bootOrder: ['network', 'disk'],
    disks: [disk('local')],
    isStatic: true,
  },
  {
    id: 'usb',
    title: 'Stateless caching, USB',
    cache: 'statelessCachingUsb',
    bootOrder: ['network', 'disk'],
    disks: [disk('usb')],
  },
  {
    id: 'order',
    title: 'Stateless caching, network only',
    cache: 'statelessCaching',
    bootOrder: ['network'],
    disks: [disk('local')],
  },
  {
    id: 'stateless',
    title: 'Stateless',
    cache: 'none',
    bootOrder: ['network', 'disk'],
    disks: [],
  },
  {
    id: 'stateful',
    title: 'Stateful install',
    cache: 'statefulInstall',
    bootOrder: ['disk', 'network'],
    disks: [disk('local')],
  },
]

/** What is broken while the hosts restart. Says what is done, never what comes of it. */
export type Scenario = {
  readonly id: string
  readonly broken: string
  /** The outage meets hosts at their very first boot: nothing was cached, vCenter does not know them. */
  readonly first: boolean
  readonly actions: readonly Action[]
}

const scenario = (
  id: string,
  broken: string,
  actions: readonly z.input<typeof action>[],
  first = false,
): Scenario => ({ id, broken, first, actions: z.array(action).parse(actions) })

const pull = (...plugs: readonly ('dhcp' | 'tftp' | 'rules' | 'waiter' | 'vcenter')[]) =>
  plugs.map((plug) => ({ action: 'pull', plug }) as const)

/** The name of the rule that gives every host its image. */
export const imageRule = 'image'

/** Rows A to I of the outage table, in its order. */
export const scenarios: readonly Scenario[] = [
  scenario('A', 'Nothing', []),
  scenario('B', 'Hosts isolated from the network', [
    { action: 'unplug', group: 'all', part: 'uplink' },
  ]),
  scenario('C', 'DHCP server', pull('dhcp')),
  scenario('D', 'TFTP server', pull('tftp')),
  scenario('E1', 'Auto Deploy: rules engine', pull('rules')),
  scenario('E2', 'Auto Deploy: waiter', pull('waiter')),
  scenario('E', 'Auto Deploy: both', pull('rules', 'waiter')),
  scenario('F', 'vCenter', pull('vcenter')),
  scenario('G', 'vCenter and Auto Deploy', pull('vcenter', 'rules', 'waiter')),
  scenario(
    'H',
    'Nothing, but no rule gives an image',
    [
      {
        action: 'edit',
        edit: { kind: 'removeRules', names: [imageRule], destroy: false, activate: true },
      },
    ],
    true,
  ),
  scenario('I', 'Auto Deploy, before anything was cached', pull('rules', 'waiter'), true),
]

const hostOf = (mode: Mode, index: number, template: LabDocument['hosts'][number]) => ({
  ...template,
  id: mode.id,
  mac: `52:54:02:00:00:${(index + 1).toString(16).padStart(2, '0')}`,
  uuid: `4c4c4544-0000-4000-9000-00000000000${index + 1}`,
  bootOrder: [...mode.bootOrder],
  disks: [...mode.disks],
})

/** Answers for the hosts that ask for an address: the last ones of the first 256, which nobody leases. */
const answersFor = (base: LabDocument): LabDocument['customizations'] =>
  modes.flatMap(({ id: host, isStatic }, index) => {
    if (isStatic === undefined) return []
    const first = ipv4ToNumber(parseSubnet(base.network.subnet).network)
    const address = numberToIpv4(first + 240 + index)
    return [{ host, answers: { address, netmask: '255.255.0.0' } }]
  })

/** A lab with one host for each mode, on the network and with the image of another lab. */
export const matrixDocument = (base: LabDocument): LabDocument => {
  const template = base.hosts.find(({ kind }) => kind === 'simulated')
  const [image] = base.imageProfiles
  if (template === undefined || image === undefined) return base
  const { address: _, ...bare } = template
  const hosts = modes.map((mode, index) => hostOf(mode, index, bare))
  const profileRules = hosts.map(({ id, mac }) => ({
    name: `profile-${id}`,
    patterns: [`mac=${mac}`],
    items: [{ kind: 'hostProfile' as const, name: id }],
  }))
  const everybody = [
    { name: imageRule, patterns: [], items: [{ kind: 'imageProfile' as const, name: image.name }] },
    { name: 'cluster', patterns: [], items: [{ kind: 'cluster' as const, name: 'Cluster' }] },
  ]
  const defined = [...everybody, ...profileRules]
  const names = defined.map(({ name }) => name)
  return {
    ...base,
    name: 'Outage matrix',
    speed: 50,
    clusters: [{ name: 'Cluster' }],
    hostProfiles: modes.map(({ id, cache, isStatic }) => ({
      name: id,
      systemImageCache: cache,
      settings: {
        ...{ ntp: [], dns: [], syslog: '' },
        ...(isStatic && { managementAddress: 'perHost' as const }),
      },
    })),
    customizations: answersFor(base),
    rules: { defined, working: names, active: names },
    racks: [{ name: 'Rack', hosts: hosts.map(({ id }) => id) }],
    hosts,
    virtualMachines: hosts.map(({ id }) => ({ name: `vm-${id}`, cluster: 'Cluster' })),
  }
}
