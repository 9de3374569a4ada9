import { assertNever } from '../../shared/base/index.ts'
import { isConnected, isMet, type HostView } from '../../shared/host/index.ts'
import type { Strings } from '../strings/index.tsx'
import type { GlyphName } from '../ui/glyph.tsx'
import type { Tone } from '../ui/tone.ts'

/** How a host stands, as shape, colour and words. */
export type HostStatus = { readonly tone: Tone; readonly glyph: GlyphName; readonly text: string }

/** What a host's disk holds to boot from; a copy is held to be whole until a boot finds it damaged. */
export const copyOf = ({ cache }: HostView): 'none' | 'whole' | 'damaged' =>
  cache === undefined ? 'none' : (cache.condition ?? 'whole')

/** How vCenter stands to the system that runs: `absent` until it has met it. */
const connectionOf = (host: HostView): HostView['connection'] =>
  isMet(host) ? host.connection : 'absent'

const linkText = (host: HostView, { running }: Strings): string => {
  const connection = connectionOf(host)
  switch (connection) {
    case 'notResponding':
      return running.notResponding
    case 'disconnected':
      return running.disconnected
    case 'absent':
      return host.source === 'cache' ? running.reconnect : running.waiting
    case 'connected':
      if (host.maintenance) return running.maintenance
      return host.compliance === 'nonCompliant' ? running.nonCompliant : running.connected
    default:
      return assertNever(connection)
  }
}

/** Not responding was vCenter's word about the system before this boot: a cached one waits for an admin. */
const awaitsReconnect = (host: HostView): boolean => host.source === 'cache' && !isConnected(host)

const ofRunning = (host: HostView, strings: Strings): HostStatus => {
  const { running } = strings
  const source = running.from[host.source ?? 'network']
  const connection = connectionOf(host)
  if (awaitsReconnect(host)) {
    return { tone: 'cache', glyph: 'cache', text: running.join(source, running.reconnect) }
  }
  const text = running.join(source, linkText(host, strings))
  if (connection === 'notResponding' || connection === 'disconnected') {
    return { tone: 'fail', glyph: 'fail', text }
  }
  if (host.source === 'cache') return { tone: 'cache', glyph: 'cache', text }
  if (connection === 'absent') return { tone: 'net', glyph: 'wait', text }
  if (host.compliance === 'nonCompliant') return { tone: 'cache', glyph: 'warn', text }
  return { tone: 'ok', glyph: 'ok', text }
}

/** What was told of a view of a host: a frame with many hosts asks again about those that did not change. */
const told = new WeakMap<HostView, { readonly strings: Strings; readonly status: HostStatus }>()

/** How a host stands in one line. */
export const statusOf = (host: HostView, strings: Strings): HostStatus => {
  const before = told.get(host)
  if (before?.strings === strings) return before.status
  const status = reckon(host, strings)
  told.set(host, { strings, status })
  return status
}

const reckon = (host: HostView, strings: Strings): HostStatus => {
  const text = strings.hostStates[host.state]
  switch (host.state) {
    case 'off':
      return { tone: 'mute', glyph: 'off', text }
    case 'firmware':
    case 'network.dhcp':
    case 'network.loader':
    case 'network.ipxe':
    case 'network.tramp':
    case 'network.register':
    case 'network.image':
      return { tone: 'net', glyph: 'wait', text }
    case 'disk':
      return { tone: 'cache', glyph: 'disk', text }
    case 'kernel':
      return host.source === 'cache'
        ? { tone: 'cache', glyph: 'cache', text }
        : { tone: 'net', glyph: 'wait', text }
    case 'noImage':
      return { tone: 'fail', glyph: 'loop', text }
    case 'noBootDevice':
    case 'hung':
      return { tone: 'fail', glyph: 'fail', text }
    case 'running':
      return ofRunning(host, strings)
    default:
      return assertNever(host.state)
  }
}

/** vCenter's word of a host; of one it does not see, the last that it said. */
export const complianceOf = (host: HostView, strings: Strings): string => {
  const word = strings.compliance[host.compliance]
  return isConnected(host) || host.compliance === 'unknown'
    ? word
    : strings.inspector.lastKnown(word)
}

/** vCenter's word of its connection to a host, which may be about the system before this one. */
export const connectionText = (host: HostView, strings: Strings): string => {
  const word = strings.connections[host.connection]
  return isMet(host) ? word : strings.inspector.beforeRestart(word)
}

/** Whether the host takes part in a boot over the network right now. */
export const isBootingOverNetwork = (host: HostView): boolean =>
  host.state === 'firmware' || host.state.startsWith('network.')

/** Whether it has power. */
export const isOn = (host: HostView): boolean => host.state !== 'off'
