import { Popover } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Undo } from './undo.tsx'
import { useLab, useLabStore, useLive } from '../client/react.tsx'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './journal.module.css'

type Version = {
  readonly version: number
  readonly at: number
  readonly summary: string
  readonly current: boolean
}

/** The versions of the lab document, asked for anew whenever it changes. */
const useVersions = (): readonly Version[] => {
  const store = useLabStore()
  const live = useLive()
  const version = useLab((lab) => lab.state.documentVersion)
  const [versions, setVersions] = useState<readonly Version[]>([])
  useEffect(() => {
    if (!live) return undefined
    let wanted = true
    const show = (found: readonly Version[]) => {
      if (wanted && version > 0) setVersions(found)
    }
    store
      .client()
      .document.history()
      .then(show, () => show([]))
    return () => {
      wanted = false
    }
  }, [store, live, version])
  return versions
}

/** Undo, redo, and the list of versions they walk along. */
export const History = () => {
  const { journal, phrase } = useStrings()
  const { dayAndTime } = useFormat()
  const versions = useVersions()
  return (
    <>
      <Undo />
      <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <Button size="s" variant="quiet">
            {journal.versions}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll what has the focus */}
          <ol className={styles.versions} aria-label={journal.versions} tabIndex={0}>
            {versions.toReversed().map(({ version, at, summary, current }) => (
              <li key={version} className={styles.version} aria-current={current || undefined}>
                <span>{journal.version(version)}</span>
                <span>{dayAndTime(at)}</span>
                <span>{phrase(summary)}</span>
              </li>
            ))}
          </ol>
        </Popover.Dropdown>
      </Popover>
    </>
  )
}
