import { useStrings } from '../strings/index.tsx'
import { Pill } from '../ui/pill.tsx'
import { keyOf, type Opened } from './opened.ts'
import styles from './rule-lists.module.css'

export type UnmadeProps = {
  readonly rules: readonly Opened[]
  /** What the editor shows. */
  readonly opened: Opened | undefined
  readonly onOpen: (opened: Opened) => void
}

/** What was begun and is no rule of the lab: it waits here to be made or discarded. */
export const Unmade = ({ rules, opened, onOpen }: UnmadeProps) => {
  const { set, editor } = useStrings().rules
  return (
    <>
      <h3>{set.begun}</h3>
      <ul className={styles.unmade} aria-label={set.begun}>
        {rules.map((each) => (
          <li key={keyOf(each)}>
            <button
              type="button"
              aria-current={opened !== undefined && keyOf(opened) === keyOf(each)}
              onClick={() => onOpen(each)}
            >
              <b>{each.draft?.name || set.unnamed}</b>
              <Pill tone="cache" glyph="dot">
                {editor.unsaved}
              </Pill>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
