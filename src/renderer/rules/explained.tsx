import type { Association } from '../../shared/facts/index.ts'
import {
  changesBetween,
  itemNameIn,
  type Explanation,
  type RuleReason,
} from '../../shared/rules/index.ts'
import { itemTypes } from '../../shared/document/index.ts'
import { choiceText } from '../host/next-boot.ts'
import { useStrings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { Pill } from '../ui/pill.tsx'
import styles from './explain.module.css'

type GivenProps = {
  readonly association: Association
  readonly givers: Readonly<Record<string, string>>
}

const Given = ({ association, givers }: GivenProps) => {
  const { types, explain, nothing } = useStrings().rules
  return (
    <dl className={styles.given}>
      {itemTypes.map((type) => {
        const name = itemNameIn(association, type)
        const giver = givers[type]
        return (
          <div key={type} data-none={name === ''}>
            <dt>{types[type]}</dt>
            <dd>
              {name === '' ? nothing : name}
              {giver !== undefined && <span className={styles.giver}>{explain.from(giver)}</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

const Reason = ({ reason, onShow }: { reason: RuleReason; onShow: (() => void) | undefined }) => {
  const { explain, types } = useStrings().rules
  const { name, matches, patterns, items } = reason
  const fate = (taken: boolean, giver: string | undefined): string => {
    if (taken) return explain.taken
    return matches && giver !== undefined ? explain.takenBy(giver) : explain.untaken
  }
  return (
    <li className={styles.reason} data-matches={matches}>
      <header>
        {onShow === undefined ? (
          <b>{name}</b>
        ) : (
          <button type="button" className={styles.plain} title={explain.show} onClick={onShow}>
            {name}
          </button>
        )}
        <Pill tone={matches ? 'ok' : 'mute'} glyph={matches ? 'ok' : 'skip'}>
          {matches ? explain.matches : explain.misses}
        </Pill>
      </header>
      <ul className={styles.patterns}>
        {patterns.length === 0 && (
          <li data-matches="true">
            <Glyph name="ok" size={12} /> {explain.always}
          </li>
        )}
        {patterns.map(({ text, matches: fits, found }) => (
          <li key={text} data-matches={fits}>
            <Glyph name={fits ? 'ok' : 'fail'} size={12} />
            <code>{text}</code>
            <span>{found.length === 0 ? explain.hasNone : explain.has(found.join(', '))}</span>
          </li>
        ))}
      </ul>
      <ul className={styles.items}>
        {items.map(({ type, name: item, taken, giver }) => (
          <li key={type} data-taken={taken}>
            <Glyph name={taken ? 'right' : 'skip'} size={12} />
            {types[type]}: <b>{item}</b> <span>{fate(taken, giver)}</span>
          </li>
        ))}
      </ul>
    </li>
  )
}

export type ExplainedProps = {
  readonly explanation: Explanation
  /** Names of rules that can be shown. */
  readonly defined: ReadonlySet<string>
  readonly onRule: (name: string) => void
}

/** What a machine gets, from which rule, and what every other rule said. */
export const Explained = ({ explanation, defined, onRule }: ExplainedProps) => {
  const { nextBoot: choices, phrase, rules: texts } = useStrings()
  const { explain } = texts
  const { decided, nextBoot, stored, rules, notes } = explanation
  const isNothing = Object.keys(decided.association).length === 0
  const differs =
    stored !== undefined && changesBetween(stored.association, decided.association).length > 0
  return (
    <>
      {nextBoot !== undefined && (
        <section className={styles.block} aria-label={choices.title} data-testid="next-boot">
          <h3>{choices.badge(choices.once(choiceText(nextBoot, choices)))}</h3>
          <p className={styles.quiet}>{explain.onceText}</p>
        </section>
      )}
      <section className={styles.block} aria-label={explain.gets} data-testid="gets">
        <h3>{stored === undefined ? explain.gets : explain.say}</h3>
        {isNothing ? (
          <p className={styles.quiet}>{explain.getsNothing}</p>
        ) : (
          <Given association={decided.association} givers={decided.rules} />
        )}
        {notes.map((note) => (
          <p key={note} className={styles.note}>
            <Glyph name="warn" /> {phrase(note)}
          </p>
        ))}
      </section>
      {stored !== undefined && (
        <section className={styles.block} aria-label={explain.stored} data-differs={differs}>
          <h3>{explain.stored}</h3>
          <p className={styles.quiet}>
            {explain.storedText} {!differs && explain.storedSame}
          </p>
          {differs && <Given association={stored.association} givers={stored.rules} />}
        </section>
      )}
      <section className={styles.block} aria-label={explain.rules}>
        <h3>{explain.rules}</h3>
        {rules.length === 0 && <p className={styles.quiet}>{explain.noRules}</p>}
        <ol className={styles.reasons}>
          {rules.map((reason) => (
            <Reason
              key={reason.name}
              reason={reason}
              onShow={defined.has(reason.name) ? () => onRule(reason.name) : undefined}
            />
          ))}
        </ol>
      </section>
    </>
  )
}
