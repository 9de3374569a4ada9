import type { Fact } from '../facts/index.ts'
import { dhcpSpeaker } from './sighting.ts'
import { formatBytes } from './text.ts'
import type { ConsoleLine } from './view.ts'

export type Line = readonly [tone: ConsoleLine['tone'], text: string]

const speakers = { firmware: 'firmware', ipxe: 'iPXE', system: 'a running system' } as const

/** What the services saw of a host whose console we cannot read. */
export const seenFromOutside = (fact: Fact): readonly Line[] => {
  switch (fact.type) {
    case 'dhcp.discovered':
      return [['dim', `[dhcp] ${speakers[dhcpSpeaker(fact)]} asks for an address`]]
    case 'dhcp.acknowledged':
      return [['dim', `[dhcp] ${fact.address}, boot file ${fact.bootFile || 'none'}`]]
    case 'tftp.sent':
      return [['dim', `[tftp] ${fact.file}, ${formatBytes(fact.bytes)}`]]
    case 'tftp.failed':
    case 'tftp.refused':
      return [['bad', `[tftp] ${fact.file}: ${fact.message}`]]
    case 'waiter.trampServed':
      return [['dim', '[waiter] iPXE read the second script']]
    case 'waiter.hostRegistered':
      return [['dim', `[waiter] registered: ${fact.attributes.vendor} ${fact.attributes.model}`]]
    case 'waiter.imageAssigned':
      return [['dim', `[waiter] to boot ${fact.imageProfile}, ${formatBytes(fact.size)}`]]
    case 'waiter.nextBootUsed':
      return fact.choice.kind === 'disk'
        ? [['warn', '[waiter] sent on to its own disk, this once']]
        : [['warn', `[waiter] gets ${fact.choice.imageProfile}, this once`]]
    case 'waiter.noImage':
      return [['warn', '[waiter] no image for this host']]
    case 'waiter.undecided':
      return [['bad', `[waiter] could not decide: ${fact.reason.message}`]]
    case 'waiter.fileServed':
      return [['dim', `[waiter] ${fact.file}, ${formatBytes(fact.bytes)}`]]
    case 'waiter.fileCut':
      return [['bad', `[waiter] ${fact.file}: cut after ${formatBytes(fact.bytes)}`]]
    case 'waiter.imageServed':
      return [['good', `[waiter] whole image served, ${formatBytes(fact.bytes)}`]]
    case 'waiter.hostReported':
      return [['good', '[waiter] the system reported in']]
    case 'vcenter.hostConnected':
      return [['good', `[vcenter] connected${fact.cluster === '' ? '' : ` in ${fact.cluster}`}`]]
    case 'host.fellSilent':
      return [['warn', `[headwaiter] ${fact.message}`]]
    default:
      return []
  }
}
