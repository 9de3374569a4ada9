import { Suspense } from 'react'
import { Bench } from '../bench/bench.tsx'
import { Calm } from '../client/react.tsx'
import { fetchedNext } from '../ui/fetched.ts'
import { usePlace } from '../place/route.ts'
import styles from './bench-page.module.css'

const Happened = fetchedNext(async () => (await import('../ladder/happened.tsx')).Happened)

/** The bench above what happened on it: the picture goes first, its words follow. */
export const BenchPage = () => (
  <div className={styles.page} data-panel={usePlace().panel}>
    <Calm>
      <Bench />
    </Calm>
    <Calm>
      <Suspense>
        <Happened />
      </Suspense>
    </Calm>
  </div>
)
