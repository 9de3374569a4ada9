import { Autocomplete, Select, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { LabError } from '../../shared/base/index.ts'
import { hostId, mac as macAddress } from '../../shared/base/schemas.ts'
import type { Host, LabDocument } from '../../shared/document/schema.ts'
import { applyRackEdit, type RackEdit } from '../../shared/rack/index.ts'
import { useActions, useDesk, type Made } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { isOn } from '../host/status.ts'
import { Trouble } from '../ui/trouble.tsx'
import { useLabDocument } from '../rules/use-rules.ts'
import { useStrings } from '../strings/index.tsx'
import { remedyFor } from '../strings/remedy.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { NumberField } from '../ui/number-field.tsx'
import styles from './forms.module.css'
import { asksDisk, changeOf, diskLimits, draftOf, isAddress, type HostDraft } from './host-draft.ts'
import { useKinds } from './use-hardware.ts'

const refusalOf = (document: LabDocument, edit: RackEdit): LabError | undefined => {
  try {
    applyRackEdit(document, edit)
    return undefined
  } catch (error) {
    if (error instanceof LabError) return error
    throw error
  }
}

type ChangeHostProps = {
  readonly id: string
  readonly onClose: () => void
  readonly onMade: (made: Made) => void
}

const Form = ({ host, onClose, onMade }: ChangeHostProps & { readonly host: Host }) => {
  const strings = useStrings()
  const { add, change } = strings.hosts
  const document = useLabDocument()
  const kinds = useKinds()
  const view = useLab((lab) => lab.head.hosts.get(host.id))
  const { change: make } = useActions()
  const busy = useDesk((desk) => desk.busy.has('document'))
  const [draft, setDraft] = useState(() => draftOf(document, host))
  const set = (next: Partial<HostDraft>) => setDraft({ ...draft, ...next })
  const asked = useMemo(
    () => changeOf(document, host, draft, kinds),
    [document, host, draft, kinds],
  )
  const refusal = useMemo(() => {
    if (view !== undefined && isOn(view))
      return new LabError('hosts.powered-on', `${host.id} is on.`, { host: host.id })
    return asked && refusalOf(document, asked)
  }, [document, asked, view, host.id])
  const chooseKind = (kind: string) => {
    const server = kinds.find(({ id }) => id === kind)?.server
    set({ kind, firmware: server?.firmware ?? host.firmware })
  }
  const submit = () => {
    if (asked === undefined || refusal !== undefined) return
    void make(asked).then((made) => made && onMade(made))
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className={styles.fields}>
        <TextInput
          data-autofocus
          label={change.name}
          value={draft.name}
          maxLength={63}
          spellCheck={false}
          error={hostId.safeParse(draft.name).success ? undefined : add.badName}
          onChange={(event) => set({ name: event.currentTarget.value.trim() })}
        />
        <Autocomplete
          label={add.rack}
          data={document.racks.map(({ name }) => name)}
          value={draft.rack}
          maxLength={80}
          onChange={(rack) => set({ rack })}
        />
        <Select
          label={change.kind}
          data={[
            { value: '', label: change.keep },
            ...kinds.map(({ id, server }) => ({ value: id, label: server.title })),
          ]}
          value={draft.kind}
          allowDeselect={false}
          onChange={(kind) => chooseKind(kind ?? '')}
        />
        <Select
          label={change.firmware}
          data={[
            { value: 'uefi', label: 'UEFI' },
            { value: 'bios', label: 'BIOS' },
          ]}
          value={draft.firmware}
          allowDeselect={false}
          onChange={(firmware) => set({ firmware: firmware === 'bios' ? 'bios' : 'uefi' })}
        />
        <TextInput
          label={change.mac}
          value={draft.mac}
          spellCheck={false}
          error={macAddress.safeParse(draft.mac).success ? undefined : change.badMac}
          onChange={(event) => set({ mac: event.currentTarget.value.trim().toLowerCase() })}
        />
        <TextInput
          label={change.address}
          placeholder={change.noAddress}
          value={draft.address}
          spellCheck={false}
          error={isAddress(draft.address) ? undefined : change.badAddress}
          onChange={(event) => set({ address: event.currentTarget.value.trim() })}
        />
        {asksDisk(host, draft) && (
          <NumberField
            label={change.disk}
            value={draft.diskMiB}
            limits={diskLimits}
            onChange={(diskMiB) => set({ diskMiB })}
          />
        )}
      </div>
      {draft.name !== host.id && <p className={styles.quiet}>{change.renamed}</p>}
      {refusal !== undefined && (
        <div role="alert">
          <Trouble message={refusal.message} remedy={remedyFor(strings, refusal.code)} />
        </div>
      )}
      <div className={styles.buttons}>
        <Button onClick={onClose}>{add.cancel}</Button>
        <Button
          variant="primary"
          disabled={asked === undefined || refusal !== undefined}
          busy={busy}
          onClick={submit}
        >
          {change.save}
        </Button>
      </div>
    </form>
  )
}

/** What a simulated host is: its name, its rack, its hardware. */
export const ChangeHost = (props: ChangeHostProps) => {
  const { add, change } = useStrings().hosts
  const host = useLabDocument().hosts.find(({ id }) => id === props.id)
  if (host?.kind !== 'simulated') return null
  return (
    <Dialog title={change.title(host.id)} size="lg" close={add.close} onClose={props.onClose}>
      <Form key={host.id} {...props} host={host} />
    </Dialog>
  )
}
