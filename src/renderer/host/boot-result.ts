import type { BootRecord } from '../../shared/host/index.ts'
import type { Strings } from '../strings/index.tsx'
import type { Format } from '../strings/format.ts'
import type { HostStatus } from './status.ts'

const looks: Readonly<Record<BootRecord['outcome'], Pick<HostStatus, 'tone' | 'glyph'>>> = {
  underWay: { tone: 'net', glyph: 'wait' },
  running: { tone: 'ok', glyph: 'ok' },
  noImage: { tone: 'fail', glyph: 'loop' },
  noBootDevice: { tone: 'fail', glyph: 'fail' },
  hung: { tone: 'fail', glyph: 'fail' },
  handedOver: { tone: 'ok', glyph: 'ok' },
  cut: { tone: 'mute', glyph: 'skip' },
}

/** What came of a boot: where its way over the network ended, if it did, from what a system came up, and after how long. */
export const bootResult = (
  { outcome, source, failedAt, startedAt, endedAt }: BootRecord,
  { inspector }: Strings,
  { duration }: Format,
): HostStatus => {
  const cameUp = outcome === 'running' && source !== undefined
  const text = [
    failedAt && inspector.failedAt[failedAt],
    cameUp ? inspector.bootFrom[source] : inspector.bootOutcome[outcome],
    endedAt === undefined ? undefined : duration(endedAt - startedAt),
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
  return cameUp && source === 'cache'
    ? { tone: 'cache', glyph: 'cache', text }
    : { ...looks[outcome], text }
}
