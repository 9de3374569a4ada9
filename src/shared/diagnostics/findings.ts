import type { FactType, Recorded } from '../facts/index.ts'

/** Facts of which something was not as it should be, or was done by hand. */
const kinds: ReadonlySet<FactType> = new Set<FactType>([
  ...(['component.failed', 'plug.pulled', 'plug.notHealed', 'net.badInput', 'lab.slept'] as const),
  ...(['net.crowded', 'lab.moved'] as const),
  ...(['journal.lost', 'fault.injected', 'document.changed', 'lab.opened', 'lab.closed'] as const),
  ...(['dhcp.finding', 'dhcp.foreignOffer', 'dhcp.conflictFound', 'dhcp.refused'] as const),
  ...(['dhcp.declined', 'dhcp.ignored', 'tftp.failed', 'tftp.refused', 'waiter.noImage'] as const),
  ...(['waiter.undecided', 'waiter.fileCut', 'waiter.refused', 'waiter.turnedAway'] as const),
  ...(['waiter.fileCorrupt', 'waiter.certificateMissing', 'waiter.authorityReplaced'] as const),
  ...(['rules.noMatch', 'firmware.networkFailed', 'firmware.cardFailed', 'mboot.hung'] as const),
  ...(['firmware.noBootDevice', 'host.noImageScreen', 'host.fellSilent'] as const),
  ...(['host.partUnplugged', 'host.diskTampered', 'disk.imageRejected'] as const),
  ...(['disk.cacheNotWritten', 'esxi.notCertified', 'esxi.scriptFailed'] as const),
  ...(['esxi.addressLost', 'syslog.deaf', 'syslog.limited', 'waiter.nextBootUsed'] as const),
  ...(['vcenter.hostNotResponding', 'vcenter.connectFailed', 'vcenter.bootedFromCache'] as const),
  ...(['vcenter.profileFailed', 'vcenter.vmNotPlaced'] as const),
])

const valueText = (value: unknown): string =>
  typeof value === 'string' && /^[^\s"]+$/.test(value) ? value : JSON.stringify(value)

/** What went wrong in words, one line for each: `2026-11-29T23:40:00.000Z #41 tftp.failed host=host-1 ...`. */
export const findingLines = (facts: readonly Recorded[]): readonly string[] =>
  facts
    .filter(({ fact }) => kinds.has(fact.type))
    .map(({ seq, at, fact: { type, ...rest } }) =>
      [
        `${new Date(at).toISOString()} #${seq} ${type}`,
        ...Object.entries(rest).map(([key, value]) => `${key}=${valueText(value)}`),
      ].join(' '),
    )
