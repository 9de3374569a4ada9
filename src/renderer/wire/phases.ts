import { hostOf, type BootSource, type Fact } from '../../shared/facts/index.ts'

/** What one host, or the lab as a whole, is at: the colour of the time track. */
export type Phase = 'idle' | 'ok' | 'net' | 'cache' | 'fail'

/** The gravest first: the lab shows the gravest of its hosts. */
const order: readonly Phase[] = ['fail', 'cache', 'net', 'ok', 'idle']

const startedFrom = (source: BootSource, stateless: Phase): Phase =>
  source === 'cache' ? 'cache' : stateless

/** A host's phase after a fact about it. */
export const phaseAfter = (phase: Phase, fact: Fact): Phase => {
  switch (fact.type) {
    case 'host.poweredOn':
    case 'host.rebooted':
      return 'net'
    case 'host.poweredOff':
      return 'idle'
    case 'dhcp.discovered':
      return phase === 'idle' ? 'net' : phase
    case 'ipxe.tryFailed':
    case 'firmware.unanswered':
    case 'firmware.networkFailed':
    case 'firmware.noBootDevice':
    case 'disk.imageRejected':
    case 'mboot.hung':
    case 'waiter.noImage':
    case 'host.noImageScreen':
      return 'fail'
    // A try that was not answered is over as soon as the next one is.
    case 'firmware.addressed':
    case 'firmware.loaderReceived':
    case 'ipxe.addressed':
    case 'ipxe.trampReceived':
    case 'ipxe.bootScriptReceived':
    case 'mboot.configReceived':
    case 'mboot.moduleReceived':
      return phase === 'fail' ? 'net' : phase
    case 'firmware.deviceTried':
      return fact.device === 'disk' ? 'cache' : phase
    case 'disk.imageVerified':
      return 'cache'
    case 'kernel.started':
      return startedFrom(fact.source, 'net')
    case 'esxi.up':
      return startedFrom(fact.source, 'ok')
    default:
      return phase
  }
}

/** Follows the phases of all hosts; `add` says the lab's phase after the fact. */
export const createPhases = () => {
  const byHost = new Map<string, Phase>()
  const counts: Record<Phase, number> = { idle: 0, ok: 0, net: 0, cache: 0, fail: 0 }
  return {
    add: (fact: Fact): Phase => {
      const host = hostOf(fact)
      if (host !== undefined) {
        const before = byHost.get(host)
        const after = phaseAfter(before ?? 'idle', fact)
        if (before !== undefined) counts[before]--
        counts[after]++
        byHost.set(host, after)
      }
      return order.find((phase) => counts[phase] > 0) ?? 'idle'
    },
  }
}
