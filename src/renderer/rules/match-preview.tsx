import { useMemo, useState } from 'react'
import { previewPatterns, type Candidate } from '../../shared/rules/index.ts'
import { Mention, placeOf } from '../place/mention.tsx'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { useWindow } from '../ui/use-window.ts'
import { splitPattern } from './draft.ts'
import styles from './match-preview.module.css'

const rowHeight = 44

/** What a machine has of the attributes that are asked about. */
const shownValues = ({ attributes }: Candidate, names: readonly string[]): string =>
  Object.entries(attributes)
    .filter(([name]) => names.includes(name))
    .flatMap(([, value]) => value)
    .filter((value) => value !== '')
    .join(' · ')

type Shown = 'matching' | 'others'

/** Whom the conditions match, of all machines that are known, while they are typed. */
export const MatchPreview = (props: {
  readonly patterns: readonly string[]
  readonly machines: readonly Candidate[]
}) => {
  const { patterns, machines } = props
  const { preview } = useStrings().rules
  const format = useFormat()
  const [shown, setShown] = useState<Shown>('matching')
  const found = useMemo(() => previewPatterns(patterns, machines), [patterns, machines])
  const rows = useMemo(() => {
    const matching = new Set(found.hosts)
    return machines.filter(({ id }) => matching.has(id) === (shown === 'matching'))
  }, [found, machines, shown])
  const { attach, onScroll, first, end } = useWindow(rows.length, rowHeight, 'start')
  const asked = patterns.map((pattern) => splitPattern(pattern).attribute)
  const names = asked.length === 0 ? ['vendor', 'model'] : asked
  const [none, why] =
    shown === 'others'
      ? [preview.noOthers, '']
      : machines.length === 0
        ? [preview.noHosts, '']
        : [preview.none, preview.noneText]
  return (
    <section className={styles.preview} aria-label={preview.title}>
      <header className={styles.head}>
        <h2>{preview.title}</h2>
        <output className={styles.count} data-testid="match-count">
          {preview.count(format.count(found.hosts.length), format.count(found.of))}
        </output>
        {found.problems.length > 0 && <p className={styles.partly}>{preview.partly}</p>}
        <fieldset className={styles.filter} aria-label={preview.shown}>
          {(['matching', 'others'] as const).map((each) => (
            <Button
              key={each}
              size="s"
              variant="quiet"
              aria-pressed={shown === each}
              onClick={() => setShown(each)}
            >
              {preview[each]}
            </Button>
          ))}
        </fieldset>
      </header>
      <section
        ref={attach}
        className={styles.scroll}
        aria-label={preview.list}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll what has the focus
        tabIndex={0}
        onScroll={onScroll}
      >
        <ul
          style={{ paddingTop: first * rowHeight, paddingBottom: (rows.length - end) * rowHeight }}
        >
          {rows.slice(first, end).map((machine) => (
            <li key={machine.id} className={styles.host} data-shown={shown}>
              <Glyph name={shown === 'matching' ? 'ok' : 'skip'} />
              <b>
                <Mention place={placeOf.host(machine.id)}>{machine.id}</Mention>
              </b>
              <span>{shownValues(machine, names) || preview.notSent}</span>
            </li>
          ))}
        </ul>
        {rows.length === 0 && (
          <div className={styles.empty}>
            <p>{none}</p>
            <p>{why}</p>
          </div>
        )}
      </section>
    </section>
  )
}
