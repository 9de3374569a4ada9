import { useActions, useDesk } from '../client/actions.tsx'
import { useLab, useReadOnly } from '../client/react.tsx'
import { isOn } from '../host/status.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './empty-ladder.module.css'

/** What to do first, while there is nothing to show. */
export const EmptyLadder = ({ host }: { readonly host: string | undefined }) => {
  const { bench, header, inspector, ladder } = useStrings()
  const { powerOn } = useActions()
  const none = useLab(({ view }) => view.hosts.size === 0)
  const anyOn = useLab(({ view }) => [...view.hosts.values()].some(isOn))
  // What is asked is asked of now, whatever moment is shown.
  const anyOnNow = useLab(({ head }) => [...head.hosts.values()].some(isOn))
  const document = useLab((lab) => lab.state.document)
  const busy = useDesk((desk) => [...desk.busy].some((key) => key.startsWith('power:')))
  const readOnly = useReadOnly()
  const rack = document.hosts.filter(({ kind }) => kind === 'simulated').map(({ id }) => id)
  const offered = host === undefined ? rack : rack.filter((id) => id === host)
  // Without hosts the bench above says what to do.
  const isOff = !anyOn && !none && host === undefined
  const toDo = isOff ? bench.offText : none ? ladder.emptyReadOnly : ladder.emptyHint
  return (
    <div className={styles.empty}>
      <h2>{host !== undefined ? ladder.emptyHost(host) : isOff ? bench.offTitle : ladder.empty}</h2>
      <p>{readOnly ? ladder.emptyReadOnly : toDo}</p>
      {!anyOnNow && !readOnly && offered.length > 0 && (
        <Button glyph="off" busy={busy} onClick={() => powerOn(offered)}>
          {host === undefined ? header.powerOnRacks(document.racks.length) : inspector.powerOn}
        </Button>
      )}
    </div>
  )
}
