import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ComponentId } from '../../shared/base/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import {
  effectsFor,
  emptyDraft,
  faultOf,
  messagesFor,
  usualAmount,
  type EffectKind,
  type FaultDraft,
} from './draft.ts'
import styles from './faults.module.css'
import { FaultPlans } from './plan.tsx'
import { faultsOn, type StandingFault } from './standing.ts'
import { useStanding, useStandingNow } from './standing-provider.tsx'

const Line = ({ standing }: { readonly standing: StandingFault }) => {
  const strings = useStrings()
  const { removeFault, stepFault } = useActions()
  const busy = useDesk((desk) => desk.busy.has('fault'))
  return (
    <li className={styles.fault}>
      <Glyph name="warn" />
      <span>
        {strings.faults.does(standing.fault)}
        <span className={styles.count}>
          {strings.faults.fired(standing.fired)}
          {standing.held > 0 && ` · ${strings.faults.held(standing.held)}`}
        </span>
      </span>
      <Work>
        {standing.held > 0 && (
          <Button size="s" busy={busy} onClick={stepFault}>
            {strings.faults.letGo}
          </Button>
        )}
        <Button
          size="s"
          variant="quiet"
          glyph="close"
          busy={busy}
          aria-label={strings.faults.remove(standing.fault.id)}
          onClick={() => removeFault(standing.fault.id)}
        />
      </Work>
    </li>
  )
}

const Form = ({ component }: { readonly component: ComponentId }) => {
  const { faults } = useStrings()
  const { injectFault } = useActions()
  const busy = useDesk((desk) => desk.busy.has('fault'))
  const hosts = useLab((lab) => lab.view.hosts)
  const standing = useStandingNow()
  const [draft, setDraft] = useState<FaultDraft>(() => emptyDraft(component))
  const fault = faultOf(draft, new Set(standing.keys()))
  const amounts: Readonly<Partial<Record<EffectKind, string>>> = faults.amounts
  const label = amounts[draft.effect]
  const setEffect = (value: string | null) => {
    const effect = effectsFor(component).find((candidate) => candidate === value)
    if (effect !== undefined) setDraft({ ...draft, effect, amount: usualAmount[effect] ?? 0 })
  }
  return (
    <div className={styles.form}>
      <Select
        label={faults.effect}
        data={effectsFor(component).map((value) => ({ value, label: faults.effects[value] }))}
        value={draft.effect}
        allowDeselect={false}
        onChange={setEffect}
      />
      <Select
        label={faults.message}
        placeholder={faults.anyMessage}
        data={[...messagesFor(component)]}
        value={draft.message === '' ? null : draft.message}
        clearable
        onChange={(message) => setDraft({ ...draft, message: message ?? '' })}
      />
      {label !== undefined && (
        <NumberInput
          label={label}
          value={draft.amount}
          min={1}
          onChange={(amount) => setDraft({ ...draft, amount: Number(amount) })}
        />
      )}
      {draft.effect === 'httpStatus' && (
        <NumberInput
          label={faults.retryAfter}
          description={faults.retryAfterText}
          value={draft.retryAfter}
          min={0}
          max={600}
          onChange={(retryAfter) => setDraft({ ...draft, retryAfter: Number(retryAfter) })}
        />
      )}
      {draft.effect === 'rewrite' && (
        <>
          <TextInput
            label={faults.nextServer}
            placeholder={faults.asItIs}
            value={draft.nextServer}
            onChange={({ currentTarget: { value } }) => setDraft({ ...draft, nextServer: value })}
          />
          <TextInput
            label={faults.bootFile}
            placeholder={faults.asItIs}
            value={draft.bootFile}
            onChange={({ currentTarget: { value } }) => setDraft({ ...draft, bootFile: value })}
          />
        </>
      )}
      <NumberInput
        label={faults.skip}
        value={draft.skip}
        min={0}
        onChange={(skip) => setDraft({ ...draft, skip: Number(skip) })}
      />
      <NumberInput
        label={faults.limit}
        description={faults.limitText}
        value={draft.limit}
        min={0}
        onChange={(limit) => setDraft({ ...draft, limit: Number(limit) })}
      />
      <NumberInput
        label={faults.chance}
        value={draft.chance}
        min={1}
        max={100}
        onChange={(chance) => setDraft({ ...draft, chance: Number(chance) })}
      />
      <NumberInput
        label={faults.seed}
        disabled={draft.chance === 100}
        value={draft.seed}
        onChange={(seed) => setDraft({ ...draft, seed: Number(seed) })}
      />
      <NumberInput
        label={faults.lasts}
        description={faults.limitText}
        value={draft.lasts}
        min={0}
        onChange={(lasts) => setDraft({ ...draft, lasts: Number(lasts) })}
      />
      <MultiSelect
        className={styles.wide}
        label={faults.hosts}
        placeholder={draft.hosts.length === 0 ? faults.allHosts : ''}
        data={[...hosts.keys()]}
        value={[...draft.hosts]}
        searchable
        clearable
        limit={50}
        onChange={(chosen) => setDraft({ ...draft, hosts: chosen })}
      />
      <Button
        variant="warn"
        glyph="warn"
        busy={busy}
        disabled={fault === undefined}
        onClick={() => fault !== undefined && injectFault(fault)}
      >
        {faults.inject}
      </Button>
    </div>
  )
}

/** The faults in force on a component, and a new one. */
export const Faults = ({ component }: { readonly component: ComponentId }) => {
  const { faults } = useStrings()
  const standing = faultsOn(useStanding(), component)
  const [open, setOpen] = useState(false)
  return (
    <>
      {standing.length === 0 && <p className={styles.none}>{faults.none}</p>}
      <ul className={styles.list}>
        {standing.map((each) => (
          <Line key={each.fault.id} standing={each} />
        ))}
      </ul>
      <Work>
        {open ? (
          <Form key={component} component={component} />
        ) : (
          <Button size="s" onClick={() => setOpen(true)}>
            {faults.add}
          </Button>
        )}
        <FaultPlans />
      </Work>
    </>
  )
}
