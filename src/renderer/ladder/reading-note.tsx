import { useFormat, useStrings } from '../strings/index.tsx'
import type { Reading } from '../client/use-reading.ts'
import styles from './reading-note.module.css'

/** Says how far a long journal is read; nothing when it is read whole. */
export const ReadingNote = ({ done, of }: Omit<Reading<unknown>, 'value'>) => {
  const { ladder } = useStrings()
  const format = useFormat()
  if (done >= of) return null
  const text = ladder.reading(format.count(done), format.count(of))
  return (
    <div className={styles.note}>
      {text}
      <progress max={of} value={done} aria-label={text} />
    </div>
  )
}
