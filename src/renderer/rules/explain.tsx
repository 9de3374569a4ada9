import { Select } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { Rule } from '../../shared/document/schema.ts'
import {
  compileRules,
  explain,
  rulesIn,
  type Candidate,
  type DecidedBoot,
} from '../../shared/rules/index.ts'
import { attributeNames } from '../../shared/pattern/index.ts'
import { useLab, useLabStore, useLive } from '../client/react.tsx'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import {
  attributesFrom,
  changedNames,
  emptyAttributes,
  isReadable,
  typedOf,
  type TypedAttributes,
} from './attributes.ts'
import { Explained } from './explained.tsx'
import styles from './explain.module.css'
import { useKnowledge, useLabDocument, useMachines } from './use-rules.ts'

export type ExplainProps = {
  readonly host: string | undefined
  readonly onHost: (host: string | undefined) => void
  readonly onRule: (name: string) => void
}

/** Hosts offered at once; typing finds the others. */
const mostChoices = 60

/** The choice of no host: no host is called so. */
const described = ':'

type By = 'active' | 'working' | 'boot'

/** The boots of a host and the set each was decided by; asked anew when it has asked again. */
const useBoots = (host: string | undefined): readonly DecidedBoot[] => {
  const store = useLabStore()
  const live = useLive()
  const asked = useKnowledge().asked.get(host ?? '')?.asks
  const [boots, setBoots] = useState<readonly DecidedBoot[]>([])
  useEffect(() => {
    let wanted = true
    const show = (found: readonly DecidedBoot[]) => {
      if (wanted) setBoots(found.toReversed())
    }
    if (host === undefined || asked === undefined) show([])
    else if (live)
      store
        .client()
        .rules.boots({ host })
        .then(show, () => show([]))
    return () => {
      wanted = false
    }
  }, [store, live, host, asked])
  return boots
}

type WhoProps = {
  readonly machines: readonly Candidate[]
  readonly machine: Candidate | undefined
  /** Asked for, and not known. */
  readonly missing: string | undefined
  readonly typed: TypedAttributes
  readonly real: TypedAttributes
  readonly onHost: (host: string | undefined) => void
  readonly onTyped: (typed: TypedAttributes | undefined) => void
}

const Who = ({ machines, machine, missing, typed, real, onHost, onTyped }: WhoProps) => {
  const { rules, inspector } = useStrings()
  const texts = rules.explain
  const changed = new Set(changedNames(typed, real))
  const choices = useMemo(
    () => [{ value: described, label: texts.noHost }, ...machines.map(({ id }) => id)],
    [machines, texts],
  )
  return (
    <section className={styles.who} aria-label={texts.who}>
      <label className={styles.field}>
        <span>{texts.host}</span>
        <Select
          size="xs"
          data={choices}
          value={machine?.id ?? described}
          searchable
          allowDeselect={false}
          limit={mostChoices}
          nothingFoundMessage={texts.unknown}
          onChange={(id) => onHost(id === described || id === null ? undefined : id)}
        />
      </label>
      {missing !== undefined && <p className={styles.quiet}>{inspector.unknownHost(missing)}</p>}
      <h3>{texts.attributes}</h3>
      <p className={styles.quiet}>{texts.attributesHint}</p>
      {attributeNames.map((name) => (
        <label key={name} className={styles.field} data-changed={changed.has(name)}>
          <span>{name}</span>
          <input
            type="text"
            value={typed[name]}
            spellCheck={false}
            aria-invalid={!isReadable(name, typed[name])}
            onChange={(event) => onTyped({ ...typed, [name]: event.currentTarget.value })}
          />
          {!isReadable(name, typed[name]) && <em>{texts.badAddress}</em>}
        </label>
      ))}
      {machine !== undefined && changed.size > 0 && (
        <div className={styles.whatIf}>
          <span>{texts.changed(changed.size)}</span>
          <Button size="s" onClick={() => onTyped(undefined)}>
            {texts.reset}
          </Button>
        </div>
      )}
    </section>
  )
}

type ByProps = {
  readonly by: By
  readonly boots: readonly DecidedBoot[]
  readonly boot: DecidedBoot | undefined
  readonly onBy: (by: By) => void
  readonly onBoot: (seq: number) => void
}

const Which = ({ by, boots, boot, onBy, onBoot }: ByProps) => {
  const texts = useStrings().rules.explain
  const { timeOfDay } = useFormat()
  const outcome = ({ from, outcome: ended }: DecidedBoot) =>
    ended === 'noMatch'
      ? texts.bootOutcome.noMatch
      : texts.bootOutcome[from === 'rules' ? 'decided' : 'stored']
  return (
    <fieldset className={styles.which} aria-label={texts.by}>
      {(['active', 'working'] as const).map((each) => (
        <Button key={each} size="s" aria-pressed={by === each} onClick={() => onBy(each)}>
          {texts.sets[each]}
        </Button>
      ))}
      <Button
        size="s"
        aria-pressed={by === 'boot'}
        disabled={boots.length === 0}
        title={boots.length === 0 ? texts.noBoots : undefined}
        onClick={() => onBy('boot')}
      >
        {texts.boot}
      </Button>
      {by === 'boot' && boot !== undefined && (
        <select
          aria-label={texts.boots}
          value={boot.seq}
          onChange={(event) => onBoot(Number(event.currentTarget.value))}
        >
          {boots.map((each) => (
            <option key={each.seq} value={each.seq}>
              {texts.bootAt(timeOfDay(each.at), outcome(each))}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  )
}

/** Why a machine gets what it gets: one that is known, one that is described, or a boot of the past. */
export const Explain = ({ host, onHost, onRule }: ExplainProps) => {
  const document = useLabDocument()
  const machines = useMachines()
  const machine =
    machines.find(({ id }) => id === host) ?? (host === undefined ? machines[0] : undefined)
  const [isDescribed, setDescribed] = useState(false)
  const [by, setBy] = useState<By>('active')
  const [seq, setSeq] = useState<number>()
  const [typed, setTyped] = useState<TypedAttributes>()
  const [of, setOf] = useState(host)
  if (of !== host) {
    // What was typed and looked up was of another host: the address leads here, back and forward too.
    setOf(host)
    setTyped(undefined)
    setSeq(undefined)
    setDescribed(host === undefined)
  }
  const chosen = isDescribed ? undefined : machine
  const nextBoot = useLab((lab) => lab.view.hosts.get(chosen?.id ?? '')?.nextBoot)
  const boots = useBoots(chosen?.id)
  const boot = boots.find((each) => each.seq === seq) ?? boots[0]
  const real = useMemo(
    () => (chosen === undefined ? emptyAttributes : typedOf(chosen.attributes)),
    [chosen],
  )
  const shown = typed ?? real
  const set: readonly Rule[] = useMemo(() => {
    if (by === 'boot' && boot !== undefined) return boot.set
    return rulesIn(document.rules, by === 'working' ? 'working' : 'active')
  }, [document, by, boot])
  const explanation = useMemo(() => {
    const isWhatIf = changedNames(shown, real).length > 0
    const spec = document.hosts.find(({ id }) => id === chosen?.id)
    const kept = by === 'boot' || isWhatIf ? {} : { stored: chosen?.stored, nextBoot }
    return explain(compileRules(set), attributesFrom(shown), { ...kept, machine: spec })
  }, [set, shown, real, chosen, document, by, nextBoot])
  return (
    <div className={styles.layout}>
      <Who
        machines={machines}
        machine={chosen}
        missing={machine === undefined ? host : undefined}
        typed={shown}
        real={real}
        onHost={(next) => {
          setTyped(undefined)
          setSeq(undefined)
          setDescribed(next === undefined)
          onHost(next)
          if (next === undefined && by === 'boot') setBy('active')
        }}
        onTyped={setTyped}
      />
      <div className={styles.answer}>
        <Which by={by} boots={boots} boot={boot} onBy={setBy} onBoot={setSeq} />
        <Explained
          explanation={explanation}
          defined={new Set(document.rules.defined.map(({ name }) => name))}
          onRule={onRule}
        />
      </div>
    </div>
  )
}
