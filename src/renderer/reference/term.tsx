import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { useStrings, type Strings } from '../strings/index.tsx'
import styles from './term.module.css'

export type TermProps = {
  readonly of: keyof Strings['glossary']
  /** -1 for a word among others of which one is the stop for the Tab key; arrow keys lead to it. */
  readonly tabIndex?: 0 | -1
  readonly children: ReactNode
}

/** A word of the trade with its meaning, shown while it is pointed at or has the focus. */
export const Term = ({ of, tabIndex = 0, children }: TermProps) => {
  const { glossary } = useStrings()
  return (
    <Tooltip
      label={glossary[of].text}
      multiline
      maw={300}
      events={{ hover: true, focus: true, touch: true }}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the meaning is there for keys as well */}
      <dfn className={styles.term} tabIndex={tabIndex}>
        {children}
      </dfn>
    </Tooltip>
  )
}
