import { componentIds } from '../../shared/base/index.ts'
import type { HostView } from '../../shared/host/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { useStandingNow } from '../faults/standing-provider.tsx'
import { useOutNow } from '../lessons/course-provider.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'

const isPartOut = ({ link, disk }: HostView): boolean => link === 'down' || disk === 'out'

/** Plugs in whatever is out and takes every fault away: in reach on each page while there is any. */
export const RestoreAll = () => {
  const { bench } = useStrings()
  const standing = useStandingNow()
  const partOut = useLab((lab) => lab.head.hosts.values().some(isPartOut))
  const { restoreAll } = useActions()
  const busy = useDesk((desk) => desk.busy.has('plug:all'))
  const anyOut = componentIds.some(useOutNow())
  if (!anyOut && !partOut && standing.size === 0) return null
  return (
    <Button variant="warn" glyph="plug" busy={busy} aria-keyshortcuts="R" onClick={restoreAll}>
      {bench.restoreAll}
    </Button>
  )
}
