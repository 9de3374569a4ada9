import { Legend } from '../bench/legend.tsx'
import { useActions, useDesk } from '../client/actions.tsx'
import { usePlace } from '../app/route.ts'
import { useLab, useReadOnly } from '../client/react.tsx'
import { isOn } from '../host/status.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './inspector.module.css'

/** What the lab is and what to try first, while nothing is chosen. */
export const Overview = () => {
  const { inspector, header, legend } = useStrings()
  const name = useLab((lab) => lab.state.document.name)
  const document = useLab((lab) => lab.state.document)
  const anyOff = useLab((lab) => [...lab.view.hosts.values()].some((host) => !isOn(host)))
  const busy = useDesk((desk) => [...desk.busy].some((key) => key.startsWith('power:')))
  const { powerOn } = useActions()
  const readOnly = useReadOnly()
  // Beside a table there is no picture to be read, and no walk to be begun.
  const isAtBench = usePlace().page === 'bench'
  const hosts = document.hosts.filter(({ kind }) => kind === 'simulated').map(({ id }) => id)
  return (
    <>
      <div className={styles.head}>
        <h2>{name}</h2>
        <p className={styles.sub}>
          {document.network.subnet} · {document.network.server}
        </p>
        {anyOff && hosts.length > 0 && !readOnly && (
          <div className={styles.actions}>
            <Button glyph="off" busy={busy} onClick={() => powerOn(hosts)}>
              {header.powerOnRacks(document.racks.length)}
            </Button>
          </div>
        )}
      </div>
      <section className={styles.section}>
        <p className={styles.quiet}>{inspector.overviewText}</p>
      </section>
      {isAtBench && !readOnly && (
        <section className={styles.section}>
          <h3 className={styles.heading}>{inspector.steps.title}</h3>
          <ol className={styles.numbered}>
            <li>{inspector.steps.power}</li>
            <li>{inspector.steps.pull}</li>
            <li>{inspector.steps.reconnect}</li>
          </ol>
        </section>
      )}
      {isAtBench && (
        <section className={styles.section}>
          <h3 className={styles.heading}>{legend.title}</h3>
          <Legend />
        </section>
      )}
    </>
  )
}
