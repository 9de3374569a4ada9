import { plugNames, type ComponentId, type PlugId } from '../../../shared/base/index.ts'
import type { PlugState } from '../../../shared/lab/view.ts'
import type { Format } from '../format.ts'
import { digits, plural } from './plural.ts'

type Counts = Readonly<Record<string, number>>

const { autoDeploy: _pair, ...parts } = plugNames

export const components: Record<ComponentId, string> = parts

export const plugs: Record<PlugId, string> = plugNames

export const componentDoes = {
  dhcp: 'gives addresses and boot file names',
  tftp: 'sends the boot loader',
  rules: 'decides what a host boots',
  waiter: 'sends image and host profile',
  vcenter: 'manages the hosts',
} satisfies Record<ComponentId, string>

export const plugStates = {
  in: 'plugged in',
  out: 'unplugged',
  proving: 'being proven',
  failed: 'proof failed',
  idle: 'not running',
  covered: 'not shown',
} satisfies Record<PlugState | 'idle' | 'covered', string>

/** What a component has done, from its counts. */
export const counts = {
  dhcp: (counts: Counts) => plural(counts.leases ?? 0, 'lease', 'leases'),
  tftp: (counts: Counts, { size }: Format) =>
    (counts.active ?? 0) > 0
      ? `${plural(counts.active ?? 0, 'transfer', 'transfers')} under way`
      : `${plural(counts.transfers ?? 0, 'file', 'files')} sent · ${size(counts.bytes ?? 0)}`,
  rules: (counts: Counts) =>
    (counts.noMatch ?? 0) > 0
      ? `${plural(counts.decisions ?? 0, 'decision', 'decisions')} · ${counts.noMatch} without a match`
      : plural(counts.decisions ?? 0, 'decision', 'decisions'),
  waiter: (counts: Counts, { size }: Format) =>
    `${plural(counts.requests ?? 0, 'request', 'requests')} · ${size(counts.bytes ?? 0)}`,
  vcenter: (counts: Counts) =>
    (counts.notResponding ?? 0) > 0
      ? `${digits.format(counts.connected ?? 0)} of ${digits.format((counts.connected ?? 0) + (counts.notResponding ?? 0))} connected`
      : `${digits.format(counts.connected ?? 0)} connected`,
} satisfies Record<ComponentId, (counts: Counts, format: Format) => string>

export const lanes = {
  host: 'Host',
  dhcp: 'DHCP',
  tftp: 'TFTP',
  waiter: 'Waiter',
  rules: 'Rules',
  vcenter: 'vCenter',
}
