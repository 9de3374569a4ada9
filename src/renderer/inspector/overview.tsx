import { Legend } from '../bench/legend.tsx'
import { usePlace } from '../place/route.ts'
import { useLab, useReadOnly } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import styles from './inspector.module.css'

/** What the lab is and what to try first, while nothing is chosen. */
export const Overview = () => {
  const { inspector, legend } = useStrings()
  const { name, network } = useLab((lab) => lab.state.document)
  // A lesson has steps of its own.
  const canWalk = useLab(({ view }) => view.hosts.size > 0 && view.lesson === undefined)
  const readOnly = useReadOnly()
  // Beside a table there is no picture to be read, and no walk to be begun.
  const isAtBench = usePlace().page === 'bench'
  return (
    <>
      <div className={styles.head}>
        <h2>{name}</h2>
        <p className={styles.sub}>
          {network.subnet} · {network.server}
        </p>
      </div>
      <section className={styles.section}>
        <p className={styles.quiet}>{inspector.overviewText}</p>
      </section>
      {isAtBench && canWalk && !readOnly && (
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
