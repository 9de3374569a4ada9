import { plural } from './plural.ts'

export const storm = {
  title: 'Boot storm',
  lead: 'Switches on every simulated host that is off, in waves of whole clusters; a wave starts when the one before it has settled.',
  atOnce: 'Hosts at once',
  link: 'Shared link, Mbit/s (plan only)',
  start: 'Boot wave by wave',
  noneOff: 'No simulated host is off: there is nothing to boot and nothing to predict.',
  stop: 'Admit no more',
  failed: 'The boot storm was refused',
  plan: (waves: number, time: string) => `Predicted: ${time} in ${plural(waves, 'wave', 'waves')}.`,
  turnedAway: (count: number) =>
    `The waiter turns ${plural(count, 'host', 'hosts')} away; they go on to their disks.`,
  underWay: (settled: number, of: number) =>
    `${settled} of ${plural(of, 'wave', 'waves')} settled.`,
  took: (hosts: number, time: string, predicted: string) =>
    `${plural(hosts, 'host', 'hosts')} took ${time}; ${predicted} were predicted.`,
  came: (network: number, cache: number, failed: number) =>
    `${network} from the network, ${cache} from the cache, ${failed} without a system.`,
  reached: 'Reached',
  predicted: 'Predicted',
  limit: 'Limited by',
  half: 'Half of the hosts',
  most: '95 % of the hosts',
  stages: {
    address: 'Address',
    loader: 'Boot loader',
    script: 'Boot script',
    image: 'Image',
    system: 'System up',
    compliant: 'Checked in vCenter',
  },
  bounds: { machine: 'the machine', server: 'the server', link: 'the link' },
  assumptions:
    'Assumes that the hosts of a wave start together and share server and link evenly, and that nothing fails. What the server needs for a host was measured with 1,000 simulated hosts on two cores.',
}
