import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ComponentId } from '../../shared/base/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { NumberField } from '../ui/number-field.tsx'
import {
  amountLimits,
  changesNothing,
  effectsFor,
  emptyDraft,
  faultOf,
  isBootFile,
  isCertain,
  isServer,
  limits,
  messagesFor,
  withEffect,
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

type FieldsProps = {
  readonly draft: FaultDraft
  readonly set: (next: Partial<FaultDraft>) => void
}

/** What an effect needs beside its name. */
const EffectFields = ({ draft, set }: FieldsProps) => {
  const { faults } = useStrings()
  const amounts: Readonly<Partial<Record<EffectKind, string>>> = faults.amounts
  const label = amounts[draft.effect]
  const ofAmount = amountLimits[draft.effect]
  return (
    <>
      {label !== undefined && ofAmount !== undefined && (
        <NumberField
          label={label}
          value={draft.amount}
          limits={ofAmount}
          onChange={(amount) => set({ amount })}
        />
      )}
      {draft.effect === 'httpStatus' && (
        <NumberField
          label={faults.retryAfter}
          description={faults.retryAfterText}
          value={draft.retryAfter}
          limits={limits.retryAfter}
          onChange={(retryAfter) => set({ retryAfter })}
        />
      )}
      {draft.effect === 'rewrite' && (
        <>
          <TextInput
            label={faults.nextServer}
            placeholder={faults.asItIs}
            value={draft.nextServer}
            error={
              (!isServer(draft.nextServer) && faults.badServer) ||
              (changesNothing(draft) && faults.changesNothing)
            }
            onChange={({ currentTarget: { value } }) => set({ nextServer: value.trim() })}
          />
          <TextInput
            label={faults.bootFile}
            placeholder={faults.asItIs}
            value={draft.bootFile}
            error={!isBootFile(draft.bootFile) && faults.badBootFile}
            onChange={({ currentTarget: { value } }) => set({ bootFile: value })}
          />
        </>
      )}
    </>
  )
}

/** How often it fires, and for how long. */
const CountFields = ({ draft, set }: FieldsProps) => {
  const { faults } = useStrings()
  return (
    <>
      <NumberField
        label={faults.skip}
        value={draft.skip}
        limits={limits.skip}
        onChange={(skip) => set({ skip })}
      />
      <NumberField
        label={faults.limit}
        description={faults.limitText}
        value={draft.limit}
        limits={limits.limit}
        onChange={(limit) => set({ limit })}
      />
      <NumberField
        label={faults.chance}
        value={draft.chance}
        limits={limits.chance}
        onChange={(chance) => set({ chance })}
      />
      <NumberField
        label={faults.seed}
        disabled={isCertain(draft)}
        value={draft.seed}
        limits={limits.seed}
        onChange={(seed) => set({ seed })}
      />
      <NumberField
        label={faults.lasts}
        description={faults.limitText}
        value={draft.lasts}
        limits={limits.lasts}
        onChange={(lasts) => set({ lasts })}
      />
    </>
  )
}

const Form = ({ component }: { readonly component: ComponentId }) => {
  const { faults } = useStrings()
  const { injectFault } = useActions()
  const busy = useDesk((desk) => desk.busy.has('fault'))
  const hosts = useLab((lab) => lab.view.hosts)
  const standing = useStandingNow()
  const [draft, setDraft] = useState<FaultDraft>(() => emptyDraft(component))
  const set = (next: Partial<FaultDraft>) => setDraft({ ...draft, ...next })
  const fault = faultOf(draft, new Set(standing.keys()))
  const setEffect = (value: string | null) => {
    const effect = effectsFor(component).find((candidate) => candidate === value)
    if (effect !== undefined) setDraft(withEffect(draft, effect))
  }
  return (
    <div className={styles.form}>
      <Select
        className={styles.wide}
        label={faults.effect}
        data={effectsFor(component).map((value) => ({ value, label: faults.effects[value] }))}
        value={draft.effect}
        allowDeselect={false}
        onChange={setEffect}
      />
      <Select
        label={faults.message}
        placeholder={faults.anyMessage}
        data={[...messagesFor(component, draft.effect)]}
        value={draft.message === '' ? null : draft.message}
        clearable
        onChange={(message) => set({ message: message ?? '' })}
      />
      <EffectFields draft={draft} set={set} />
      <CountFields draft={draft} set={set} />
      <MultiSelect
        className={styles.wide}
        label={faults.hosts}
        placeholder={draft.hosts.length === 0 ? faults.allHosts : ''}
        data={[...hosts.keys()]}
        value={[...draft.hosts]}
        searchable
        clearable
        limit={50}
        onChange={(chosen) => set({ hosts: chosen })}
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
