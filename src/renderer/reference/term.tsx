import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { useStrings, type Strings } from '../strings/index.tsx'
import styles from './term.module.css'

export type TermProps = {
  readonly of: keyof Strings['glossary']
  /** Within a row that is no stop for the Tab key; the glossary has it as well. */
  readonly inRow?: boolean
  readonly children: ReactNode
}

/** A word of the trade with its meaning, shown while it is pointed at or has the focus. */
export const Term = ({ of, inRow = false, children }: TermProps) => {
  const { glossary } = useStrings()
  return (
    <Tooltip
      label={glossary[of].text}
      multiline
      maw={300}
      events={{ hover: true, focus: true, touch: true }}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the meaning is there for keys as well */}
      <dfn className={styles.term} {...(!inRow && { tabIndex: 0 })}>
        {children}
      </dfn>
    </Tooltip>
  )
}
