import { Bench } from '../bench/bench.tsx'
import { HappenedPanel } from '../ladder/panel.tsx'
import { PrintedStory } from '../ladder/printed.tsx'
import styles from './bench-page.module.css'

/** The bench above what happened on it. */
export const BenchPage = () => (
  <div className={styles.page}>
    <Bench />
    <HappenedPanel />
    <PrintedStory />
  </div>
)
