import { progressOf, type BootProgress, type HostView } from '../../shared/host/index.ts'
import { useLab, useLabNow } from '../client/react.tsx'
import { momentOf } from './moment.ts'

const tick = 1_000

/** How far the boot of a host is at the moment that is shown; undefined when it is in none. */
export const useProgress = (host: HostView): BootProgress | undefined => {
  const now = useLabNow(tick)
  const moment = useLab((lab) => momentOf(lab, now))
  const speed = useLab((lab) => lab.state.document.speed)
  return progressOf(host, moment, host.witness === 'host' ? speed : 1)
}
