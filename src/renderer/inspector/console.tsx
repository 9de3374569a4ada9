import { lazy, Suspense, useMemo } from 'react'
import type { ConsoleLine } from '../../shared/host/index.ts'
import { useStrings } from '../strings/index.tsx'
import styles from './console.module.css'

/** The terminal is fetched when a host is looked at first. */
const Terminal = lazy(async () => ({
  default: (await import('./console-terminal.tsx')).ConsoleTerminal,
}))

type KeyedLine = ConsoleLine & { readonly key: string }

/** A fact can write several lines: each gets its number within the fact. */
const withKeys = (lines: readonly ConsoleLine[]): readonly KeyedLine[] => {
  const counts = new Map<number, number>()
  return lines.map((line) => {
    const count = counts.get(line.seq) ?? 0
    counts.set(line.seq, count + 1)
    return { ...line, key: `${line.seq}.${count}` }
  })
}

/** What the host's own screen shows: as a terminal, and as lines for those who do not see it. */
export const Console = ({ lines }: { readonly lines: readonly ConsoleLine[] }) => {
  const { inspector } = useStrings()
  const keyed = useMemo(() => withKeys(lines), [lines])
  return (
    <section className={styles.console} aria-label={inspector.console}>
      {keyed.length === 0 && <p className={styles.empty}>{inspector.consoleEmpty}</p>}
      <Suspense>
        <Terminal lines={lines} />
      </Suspense>
      <ol className="visually-hidden" lang="en">
        {keyed.map((line) => (
          <li key={line.key}>{line.text}</li>
        ))}
      </ol>
    </section>
  )
}
