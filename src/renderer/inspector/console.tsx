import { useLayoutEffect, useMemo, useRef } from 'react'
import type { ConsoleLine } from '../../shared/host/index.ts'
import { useStrings } from '../strings/index.tsx'
import styles from './console.module.css'

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

/** What the host's own screen shows. */
export const Console = ({ lines }: { readonly lines: readonly ConsoleLine[] }) => {
  const { inspector } = useStrings()
  const box = useRef<HTMLElement>(null)
  const keyed = useMemo(() => withKeys(lines), [lines])
  useLayoutEffect(() => {
    if (box.current !== null && keyed.length > 0) box.current.scrollTop = box.current.scrollHeight
  }, [keyed])
  return (
    <section
      ref={box}
      className={styles.console}
      aria-label={inspector.console}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll what has the focus
      tabIndex={0}
    >
      {keyed.length === 0 && <p data-tone="dim">{inspector.consoleEmpty}</p>}
      {keyed.map((line) => (
        <p key={line.key} data-tone={line.tone}>
          {line.text}
        </p>
      ))}
    </section>
  )
}
