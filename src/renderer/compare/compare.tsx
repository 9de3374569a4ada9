import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { chooseFact } from '../place/route.ts'
import { useLab } from '../client/react.tsx'
import { tell } from '../strings/facts.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { bootResult } from '../host/boot-result.ts'
import { isSame } from '../../shared/document/same.ts'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { Pill } from '../ui/pill.tsx'
import toneStyles from '../ui/tone.module.css'
import type { MessageRow } from '../wire/rows.ts'
import { isAmong, type Whose } from '../wire/whose.ts'
import { bootsOf, createMessages, keptPair, lastPair, type Boot, type Kept } from './boots.ts'
import styles from './compare.module.css'
import { compareBoots, type ComparedPart } from './parts.ts'

/** Boots offered at once; typing finds the others. */
const mostOffered = 60

type SideProps = { readonly row: MessageRow | undefined; readonly boot: Boot }

const Side = ({ row, boot }: SideProps) => {
  const strings = useStrings()
  const { lanes } = strings
  const format = useFormat()
  if (row === undefined) return <div className={styles.hole} />
  const { message } = row
  const way = message.from === message.to ? lanes[message.from] : undefined
  return (
    <div>
      <button type="button" onClick={() => chooseFact(message.seq)}>
        <span className={styles.time}>{format.clock(message.at - boot.record.startedAt)}</span>
        <span className={toneStyles.tone} data-tone={message.tone}>
          <Glyph name={message.failed ? 'fail' : 'right'} size={12} />
        </span>
        <span className={styles.way}>{way ?? `${lanes[message.from]} → ${lanes[message.to]}`}</span>
        <span>{tell(strings, message.fact, format)}</span>
      </button>
    </div>
  )
}

type ChoiceProps = {
  readonly label: string
  readonly boots: readonly Boot[]
  readonly value: Boot | undefined
  readonly onChange: (id: string | undefined) => void
}

const Choice = ({ label, boots, value, onChange }: ChoiceProps) => {
  const strings = useStrings()
  const format = useFormat()
  const textOf = ({ host, record }: Boot): string =>
    [host, format.timeOfDay(record.startedAt), bootResult(record, strings, format).text].join(' · ')
  return (
    <Select
      size="xs"
      classNames={{ input: styles.choice }}
      label={label}
      data={boots.map((boot) => ({ value: boot.id, label: textOf(boot) }))}
      value={value?.id ?? null}
      searchable
      limit={mostOffered}
      allowDeselect={false}
      onChange={(id) => onChange(id ?? undefined)}
    />
  )
}

/** What came of a boot: two of one outage differ here first. */
const Result = ({ boot }: { readonly boot: Boot }) => {
  const { tone, glyph, text } = bootResult(boot.record, useStrings(), useFormat())
  return (
    <p className={styles.result} data-testid="boot-result">
      <Pill tone={tone} glyph={glyph}>
        {text}
      </Pill>
    </p>
  )
}

type PartProps = ComparedPart & { readonly left: Boot; readonly right: Boot }

const Part = ({ part, lines, left, right }: PartProps) => {
  const { compare } = useStrings()
  return (
    <>
      <h3 className={styles.part}>{compare.parts[part]}</h3>
      <ol className={styles.lines}>
        {lines.map((line) => (
          <li
            key={`${line.left?.message.seq ?? ''} ${line.right?.message.seq ?? ''}`}
            data-apart={!line.alike}
          >
            <Side row={line.left} boot={left} />
            <Side row={line.right} boot={right} />
          </li>
        ))}
      </ol>
    </>
  )
}

/** The messages of a boot as they come. */
const useMessages = (boot: Boot | undefined): readonly MessageRow[] => {
  const facts = useLab((lab) => lab.facts)
  const count = useLab((lab) => lab.count)
  const { host, nextSeq, record } = boot ?? {}
  const firstSeq = record?.firstSeq
  const read = useMemo(
    () =>
      host === undefined || firstSeq === undefined
        ? () => []
        : createMessages(facts, host, firstSeq),
    [facts, host, firstSeq],
  )
  return useMemo(() => read(count, nextSeq), [read, count, nextSeq])
}

/** Two boots side by side, part by part: what both did in one line, what only one did beside a hole. */
export const Compare = ({ whose }: { readonly whose: Whose }) => {
  const { compare } = useStrings()
  const hosts = useLab((lab) => lab.view.hosts)
  const boots = useMemo(() => bootsOf(hosts.values()), [hosts])
  const [kept, setKept] = useState<Kept>()
  const of = typeof whose === 'object' ? [...whose].join(' ') : (whose ?? '')
  const last = lastPair(boots, (host) => isAmong(whose, host))
  const pair = keptPair(boots, kept, of) ?? last
  // What is read stays: a boot that begins meanwhile takes nobody's place. Two that were chosen wait for a moment that has them.
  const isChosen = kept !== undefined && kept.of === undefined
  if (pair !== undefined && pair !== kept?.pair && !isChosen) setKept({ of, pair })
  const left = boots.find(({ id }) => id === pair?.left)
  const right = boots.find(({ id }) => id === pair?.right)
  const [ofLeft, ofRight] = [useMessages(left), useMessages(right)]
  const parts = useMemo(() => compareBoots(ofLeft, ofRight), [ofLeft, ofRight])
  if (pair === undefined || left === undefined || right === undefined) {
    return <p className={styles.empty}>{compare.empty}</p>
  }
  const apart = parts.flatMap(({ lines }) => lines).filter(({ alike }) => !alike).length
  return (
    <div className={styles.compare}>
      <div className={styles.choices}>
        <Choice
          label={compare.left}
          boots={boots}
          value={left}
          onChange={(id) => id !== undefined && setKept({ pair: { ...pair, left: id } })}
        />
        <Choice
          label={compare.right}
          boots={boots}
          value={right}
          onChange={(id) => id !== undefined && setKept({ pair: { ...pair, right: id } })}
        />
        <p>
          {compare.apart(apart)}{' '}
          {last !== undefined && !isSame(last, pair) && (
            <Button size="s" onClick={() => setKept({ of, pair: last })}>
              {compare.last}
            </Button>
          )}
        </p>
        <Result boot={left} />
        <Result boot={right} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll what has the focus */}
      <section className={styles.scroll} aria-label={compare.title} tabIndex={0}>
        {parts.map((part) => (
          <Part key={part.part} {...part} left={left} right={right} />
        ))}
      </section>
    </div>
  )
}
