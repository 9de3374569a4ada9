import { componentIds, type ComponentId } from '../../shared/base/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useComponents, useOutNow } from '../lessons/course-provider.tsx'
import { useLab, useReadOnly } from '../client/react.tsx'
import { Faults } from '../faults/faults.tsx'
import { isBootingOverNetwork } from '../host/status.ts'
import { useReach } from '../bench/use-reach.ts'
import { plugLooks } from '../bench/plug-state.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Term } from '../reference/term.tsx'
import { Button } from '../ui/button.tsx'
import { Keys } from '../ui/keys.tsx'
import { Pill } from '../ui/pill.tsx'
import styles from './inspector.module.css'

const PlugButton = ({ id }: { readonly id: ComponentId }) => {
  const { bench, components } = useStrings()
  const { pull, restore } = useActions()
  const out = useOutNow()(id)
  const busy = useDesk((desk) => desk.busy.has(`plug:${id}`))
  return (
    <div className={styles.actions}>
      <Button
        variant={out ? 'warn' : 'danger'}
        glyph="plug"
        busy={busy}
        onClick={() => (out ? restore(id) : pull(id))}
      >
        {out ? bench.restore(components[id]) : bench.pull(components[id])}
      </Button>
      <Keys>{String(componentIds.indexOf(id) + 1)}</Keys>
    </div>
  )
}

const Proof = ({ steps }: { readonly steps: readonly string[] | undefined }) => {
  const { inspector, phrase } = useStrings()
  if (steps === undefined) return <p className={styles.quiet}>{inspector.noProof}</p>
  return (
    <ol className={styles.numbered}>
      {steps.map((step) => (
        <li key={step}>{phrase(step)}</li>
      ))}
    </ol>
  )
}

/** How far it would reach, reckoned anew when asked. */
const Reach = ({ id }: { readonly id: ComponentId }) => {
  const { inspector } = useStrings()
  const reach = useReach({ kind: 'plug', plug: id })
  return (
    <div className={styles.actions}>
      <Button size="s" onClick={reach.look}>
        {inspector.reckon}
      </Button>
      {reach.text !== '' && (
        <p className={styles.quiet} aria-live="polite">
          {reach.text}
        </p>
      )}
    </div>
  )
}

/** One component: where it listens, what it did, what unplugging it means, and its last proof. */
export const ComponentInspector = ({ id }: { readonly id: ComponentId }) => {
  const strings = useStrings()
  const format = useFormat()
  const { inspector } = strings
  const component = useComponents()[id]
  const readOnly = useReadOnly()
  const booting = useLab((lab) => [...lab.view.hosts.values()].filter(isBootingOverNetwork).length)
  const looks = plugLooks[component.plug]
  return (
    <>
      <div className={styles.head}>
        <h2>
          <Term of={id}>{strings.components[id]}</Term>
          <Pill tone={looks.tone} glyph={looks.glyph}>
            {strings.plugStates[component.plug]}
          </Pill>
        </h2>
        <p className={styles.quiet}>{strings.componentDoes[id]}</p>
        {!readOnly && <PlugButton id={id} />}
      </div>
      <dl className={`${styles.section} ${styles.pairs}`}>
        <dt>{inspector.listens}</dt>
        <dd>
          {component.on !== undefined && <code>{component.on}</code>}
          {component.plug === 'covered' && strings.plugStates.covered}
          {component.plug !== 'covered' && component.on === undefined && inspector.notListening}
        </dd>
        <dt>{inspector.done}</dt>
        <dd>{strings.counts[id](component.counts, format)}</dd>
        {component.problem !== undefined && (
          <>
            <dt>{inspector.problem}</dt>
            <dd>{strings.phrase(component.problem)}</dd>
          </>
        )}
      </dl>
      <section className={styles.section}>
        <h3 className={styles.heading}>
          <Term of="proof">{inspector.proof}</Term>
        </h3>
        <Proof steps={component.proof} />
      </section>
      {!readOnly && (
        <section className={styles.section}>
          <h3 className={styles.heading}>
            <Term of="fault">{strings.faults.title}</Term>
          </h3>
          <Faults key={id} component={id} />
        </section>
      )}
      <section className={styles.section}>
        <h3 className={styles.heading}>
          {component.plug === 'out' ? inspector.whileOut : inspector.whatIf}
        </h3>
        <p className={styles.quiet}>{inspector.blast[id]}</p>
        <p className={styles.quiet}>{inspector.atRisk(booting)}</p>
        {component.plug === 'in' && !readOnly && <Reach id={id} />}
      </section>
    </>
  )
}
