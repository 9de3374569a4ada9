import { Calm } from '../client/react.tsx'
import { Bench } from '../bench/bench.tsx'
import { HappenedPanel } from '../ladder/panel.tsx'
import { PrintedStory } from '../ladder/printed.tsx'
import styles from './bench-page.module.css'

/** The bench above what happened on it: the picture goes first, its words follow. */
export const BenchPage = () => (
  <div className={styles.page}>
    <Calm>
      <Bench />
    </Calm>
    <Calm>
      <HappenedPanel />
    </Calm>
    <PrintedStory />
  </div>
)
