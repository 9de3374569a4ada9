import type { ComponentId } from '../../../shared/base/index.ts'
import { plural } from './plural.ts'

export const bench = {
  title: 'Bench',
  rack: (name: string, hosts: number) => `${name} · ${plural(hosts, 'host', 'hosts')}`,
  others: 'Turned up',
  noHosts: 'No hosts yet',
  noHostsHow:
    'Add simulated ones, or serve a network that has machines: they appear as they ask for an address.',
  hosts: 'Hosts',
  components: 'Components',
  network: 'Switch',
  autoDeploy: 'Auto Deploy server',
  autoDeployShort: 'Auto Deploy',
  autoDeployState: {
    in: 'plugged in',
    out: 'unplugged',
    part: 'half unplugged',
    idle: 'not running',
    covered: 'not shown',
    proving: 'being proven',
    failed: 'proof failed',
  },
  cables: 'Cables of the hosts',
  cableOf: (host: string) => `the cable of ${host}`,
  pull: (name: string) => `Unplug ${name}`,
  pulled: (name: string) => `Unplugged: ${name}`,
  restore: (name: string) => `Plug ${name} back in`,
  pulling: (name: string) => `Unplugging ${name}…`,
  restoring: (name: string) => `Plugging ${name} back in…`,
  plugHint: (key: string) => `Drag it out, click it, or press ${key}.`,
  plugBackHint: (key: string) => `Drag it in, click it, or press ${key}.`,
  cableInInspector: 'Its cable is pulled in the inspector.',
  cableMeans: 'Nothing reaches the host, and nothing leaves it.',
  backBy: (key: string) => `${key} plugs it back in.`,
  allBackBy: (key: string) => `${key} plugs everything back in.`,
  restoreAll: 'Restore everything',
  nothingOut: 'Everything is plugged in.',
  proven: 'proven',
  provenBy: ' to work',
  closed: 'its sockets are closed',
  proofRuns: 'a test client asks it now',
  cached: 'image cached on disk',
  damaged: 'the image cached on disk is damaged',
  notCached: 'nothing cached on disk',
  noDisk: 'no disk',
  vms: (count: number) => plural(count, 'VM', 'VMs'),
  progress: (done: number, of: number) => `${done} of ${of} files`,
  progressInBytes: (done: string, of: string) => `${done} of ${of}`,
  packets: (count: number) => plural(count, 'message', 'messages'),
  last: 'Last message',
  stranger: 'another client',
  quiet: 'No messages yet',
  offTitle: 'The rack is off',
  offText:
    'Power it on: each host asks DHCP for an address, loads a boot loader by TFTP and its image from Auto Deploy. Then unplug something and reboot a host.',
  many: (racks: number, hosts: number) =>
    `${plural(racks, 'rack', 'racks')} · ${plural(hosts, 'host', 'hosts')}`,
  racks: 'Racks',
  allRacks: 'All racks',
  of: (count: number, text: string) => `${count} ${text}`,
}

export const legend = {
  title: 'What the picture says',
  hosts: 'Hosts',
  marks: 'Messages on the cables',
  stateless: 'runs stateless',
  booting: 'is booting',
  cache: 'runs from its cache',
  failed: 'has failed',
  copy: 'has a copy on its disk',
}

/** What is spoken on the cable of each component. */
export const protocols = {
  dhcp: 'DHCP',
  tftp: 'TFTP',
  rules: 'decision of the rules',
  waiter: 'HTTP',
  vcenter: 'vCenter',
} satisfies Record<ComponentId, string>
