import { useRef, useState, type ChangeEvent } from 'react'
import type { FaultPlan } from '../../shared/faults/index.ts'
import { countReach, planOutlook } from '../../shared/lab/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLabStore } from '../client/react.tsx'
import { troubleOf } from '../client/errors.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './faults.module.css'
import { useStandingNow } from './standing-provider.tsx'

/** A plan that was read and is not in yet. */
type Offered = { readonly yaml: string; readonly plan: FaultPlan; readonly reach: string }

const Offer = ({
  offered: { yaml, plan, reach },
  onDone,
}: {
  readonly offered: Offered
  readonly onDone: () => void
}) => {
  const strings = useStrings()
  const { loadPlan } = useActions()
  return (
    <div className={styles.plan} aria-live="polite">
      <strong>{plan.title}</strong>
      <ul>
        {plan.faults.map((fault) => (
          <li key={fault.id}>
            <b>{strings.components[fault.component]}:</b> {strings.faults.does(fault)}
          </li>
        ))}
      </ul>
      <p className={styles.none}>{reach}</p>
      <Button
        size="s"
        variant="warn"
        onClick={() => {
          loadPlan(yaml)
          onDone()
        }}
      >
        {strings.faults.letLoose}
      </Button>
      <Button size="s" variant="quiet" onClick={onDone}>
        {strings.faults.leaveIt}
      </Button>
    </div>
  )
}

/** Fault plans as files: one is read, says how far it would reach, and goes in; what is in force is saved. */
export const FaultPlans = () => {
  const { faults, toasts, phrase } = useStrings()
  const { savePlan } = useActions()
  const store = useLabStore()
  const standing = useStandingNow()
  const busy = useDesk((desk) => desk.busy.has('fault'))
  const file = useRef<HTMLInputElement>(null)
  const [offered, setOffered] = useState<Offered>()
  const [trouble, setTrouble] = useState('')

  const read = async (chosen: File): Promise<void> => {
    const { lab } = store.snapshot()
    try {
      const yaml = await chosen.text()
      const plan = await store.client().fault.check({ yaml })
      const reach =
        lab === undefined
          ? ''
          : faults.reach(
              countReach(planOutlook(lab.view, lab.state.document, plan.faults, lab.view.at)),
            )
      setOffered({ yaml, plan, reach })
      setTrouble('')
    } catch (error) {
      const otherwise = { message: toasts.noAnswer, remedy: toasts.noAnswerRemedy }
      setTrouble(phrase(troubleOf(error, otherwise).message))
    }
  }
  const take = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const chosen = currentTarget.files?.[0]
    if (chosen !== undefined) void read(chosen)
    // The same file may be chosen again.
    currentTarget.value = ''
  }
  return (
    <div className={styles.plans}>
      <Button size="s" onClick={() => file.current?.click()}>
        {faults.loadPlan}
      </Button>
      <Button size="s" busy={busy} disabled={standing.size === 0} onClick={savePlan}>
        {faults.savePlan}
      </Button>
      <input
        ref={file}
        type="file"
        accept=".yaml,.yml"
        hidden
        aria-label={faults.planFile}
        onChange={take}
      />
      {trouble !== '' && <p role="alert">{trouble}</p>}
      {offered !== undefined && <Offer offered={offered} onDone={() => setOffered(undefined)} />}
    </div>
  )
}
