import type { Recorded } from '../facts/index.ts'
import type { BootRecord, BootState, HostView } from './view.ts'

/** Boots kept in a view; the journal has them all. */
const keptBoots = 20

const order: Readonly<Record<BootState, number>> = {
  off: 9,
  firmware: 0,
  'network.dhcp': 1,
  'network.loader': 2,
  'network.ipxe': 3,
  'network.tramp': 4,
  'network.register': 5,
  'network.image': 6,
  noImage: 7,
  disk: 7,
  noBootDevice: 8,
  hung: 8,
  kernel: 8,
  running: 9,
}

/**
 * Whether this fact began a new boot: the host says so, or a service met an early step of a boot
 * when the host was known to be further.
 */
export const beginsBoot = (before: BootState, after: BootState, { fact }: Recorded): boolean => {
  if (fact.type === 'host.poweredOn' || fact.type === 'host.rebooted') return true
  if (fact.type === 'firmware.networkFailed' || fact.type === 'disk.imageRejected') return false
  if (before === 'off') return after !== 'off'
  return after.startsWith('network') && order[after] < order[before]
}

const outcomeOf = (state: BootState, outcome: BootRecord['outcome']): BootRecord['outcome'] => {
  switch (state) {
    case 'running':
    case 'noImage':
    case 'noBootDevice':
    case 'hung':
      return state
    case 'off':
      return outcome === 'underWay' ? 'cut' : outcome
    default:
      // What was taken for hanging goes on.
      return outcome === 'hung' ? 'underWay' : outcome
  }
}

/** The boots of a host after a fact. `view` is the host after it. */
export const foldBoots = (
  boots: readonly BootRecord[],
  view: HostView,
  recorded: Recorded,
  began: boolean,
): readonly BootRecord[] => {
  const { at, seq, fact } = recorded
  if (began) {
    const earlier = boots.map((boot) =>
      boot.outcome === 'underWay' ? { ...boot, outcome: 'cut' as const, endedAt: at } : boot,
    )
    const boot: BootRecord = { startedAt: at, firstSeq: seq, outcome: 'underWay' }
    return foldBoots([...earlier, boot].slice(-keptBoots), view, recorded, false)
  }
  const last = boots.at(-1)
  if (last === undefined) return boots
  const handedOver = fact.type === 'waiter.imageServed' && view.system === 'linux'
  const outcome = handedOver ? 'handedOver' : outcomeOf(view.state, last.outcome)
  const failedAt =
    fact.type === 'firmware.networkFailed' || fact.type === 'host.fellSilent'
      ? fact.stage
      : last.failedAt
  const source = last.source ?? view.source
  if (outcome === last.outcome && failedAt === last.failedAt && source === last.source) return boots
  return [
    ...boots.slice(0, -1),
    {
      ...last,
      outcome,
      ...(outcome !== last.outcome && { endedAt: at }),
      ...(failedAt !== undefined && { failedAt }),
      ...(source !== undefined && { source }),
    },
  ]
}
