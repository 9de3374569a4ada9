import { Autocomplete, Select, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { LabError } from '../../shared/base/index.ts'
import { hostId } from '../../shared/base/schemas.ts'
import type { Host, LabDocument } from '../../shared/document/schema.ts'
import { mostHosts, newHosts, nextName, type HostOrder } from '../../shared/rack/index.ts'
import { associationOf, attributesOfHost, compileRuleSet } from '../../shared/rules/index.ts'
import { Trouble } from '../ui/trouble.tsx'
import { useActions, useDesk, type Made } from '../client/actions.tsx'
import { useLabDocument } from '../rules/use-rules.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { remedyFor } from '../strings/remedy.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { fits, numberOf, type Limits, type TypedNumber } from '../ui/number.ts'
import plain from '../ui/plain-table.module.css'
import { TableHead } from '../ui/table-head.tsx'
import styles from './forms.module.css'
import { useHardware } from './use-hardware.ts'

/** Hosts of a preview before the dots; the last one stands behind them. */
const mostListed = 4

const countLimits: Limits = { least: 1, most: mostHosts, isWhole: true }

/** The hosts that an order makes, or why it makes none. */
const foresee = (
  document: LabDocument,
  order: HostOrder | undefined,
): readonly Host[] | LabError | undefined => {
  if (order === undefined) return undefined
  try {
    return newHosts(document, order)
  } catch (error) {
    if (error instanceof LabError) return error
    throw error
  }
}

/** What the active rules give a host, by name. */
const givenTo = ({ rules }: LabDocument, host: Host): readonly string[] => {
  const { imageProfile, hostProfile, cluster } = associationOf(
    compileRuleSet(rules).decide(attributesOfHost(host)),
  )
  return imageProfile === undefined
    ? []
    : [imageProfile, hostProfile, cluster].filter((name) => name !== undefined)
}

const Row = ({ host }: { readonly host: Host }) => {
  const { add } = useStrings().hosts
  return (
    <tr>
      <th scope="row">{host.id}</th>
      <td className={styles.code}>{host.mac}</td>
      <td className={styles.code}>{host.address ?? add.pool}</td>
    </tr>
  )
}

const Preview = ({ hosts }: { readonly hosts: readonly Host[] }) => {
  const { add } = useStrings().hosts
  const format = useFormat()
  const document = useLabDocument()
  const [first] = hosts
  const last = hosts.length > mostListed ? hosts.at(-1) : undefined
  const hidden = hosts.length - mostListed - 1
  const given = useMemo(
    () => (first === undefined ? [] : givenTo(document, first)),
    [document, first],
  )
  return (
    <>
      <table className={`${plain.table} ${styles.table}`} aria-label={add.preview}>
        <TableHead columns={[add.name, add.mac, add.address]} />
        <tbody>
          {hosts.slice(0, mostListed).map((host) => (
            <Row key={host.id} host={host} />
          ))}
          {hidden > 0 && (
            <tr>
              <td colSpan={3}>{add.more(format.count(hidden))}</td>
            </tr>
          )}
          {last !== undefined && <Row host={last} />}
        </tbody>
      </table>
      <p className={styles.quiet}>
        {given.length === 0 ? add.getsNothing : add.gets(given.join(', '))}
      </p>
    </>
  )
}

const Refusal = ({ error }: { readonly error: LabError }) => {
  const strings = useStrings()
  return (
    <div role="alert">
      <Trouble message={error.message} remedy={remedyFor(strings, error.code)} />
    </div>
  )
}

type AddHostsProps = {
  readonly onClose: () => void
  readonly onMade: (made: Made) => void
}

const Form = ({ onClose, onMade }: AddHostsProps) => {
  const { add } = useStrings().hosts
  const format = useFormat()
  const document = useLabDocument()
  const { change } = useActions()
  const busy = useDesk((desk) => desk.busy.has('document'))
  const choices = useHardware(document.hosts, add.like)
  const [typed, setTyped] = useState<TypedNumber>(1)
  const [rack, setRack] = useState(document.racks.at(-1)?.name ?? 'Rack A')
  const [chosen, setChosen] = useState<string>()
  const [first, setFirst] = useState('')
  const choice = choices.find(({ value }) => value === chosen) ?? choices[0]
  const named = first.trim()
  const isName = named === '' || hostId.safeParse(named).success
  const count = fits(typed, countLimits) ? numberOf(typed) : 0
  const order = useMemo(
    (): HostOrder | undefined =>
      choice === undefined || count === 0 || !isName || rack.trim() === ''
        ? undefined
        : {
            ...{ count, rack: rack.trim(), hardware: choice.hardware },
            ...(named !== '' && { first: named }),
          },
    [choice, count, isName, rack, named],
  )
  const foreseen = useMemo(() => foresee(document, order), [document, order])
  const isRefused = foreseen === undefined || foreseen instanceof LabError
  const submit = () => {
    if (order === undefined || isRefused) return
    void change({ kind: 'addHosts', ...order }).then((made) => made && onMade(made))
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p className={styles.quiet}>{add.lead}</p>
      <div className={styles.fields}>
        <NumberField
          data-autofocus
          label={add.count}
          value={typed}
          limits={countLimits}
          onChange={setTyped}
        />
        <Autocomplete
          label={add.rack}
          description={add.rackHow}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={document.racks.map(({ name }) => name)}
          value={rack}
          maxLength={80}
          onChange={setRack}
        />
        <Select
          label={add.kind}
          data={choices.map(({ value, label }) => ({ value, label }))}
          value={choice?.value ?? null}
          allowDeselect={false}
          onChange={(value) => setChosen(value ?? undefined)}
        />
        <TextInput
          label={add.first}
          description={add.firstHow}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={nextName(document)}
          value={first}
          maxLength={63}
          spellCheck={false}
          error={isName ? undefined : add.badName}
          onChange={(event) => setFirst(event.currentTarget.value)}
        />
      </div>
      {foreseen instanceof LabError ? (
        <Refusal error={foreseen} />
      ) : (
        foreseen !== undefined && <Preview hosts={foreseen} />
      )}
      <div className={styles.buttons}>
        <Button onClick={onClose}>{add.cancel}</Button>
        <Button variant="primary" disabled={isRefused} busy={busy} onClick={submit}>
          {add.submit(format.count(count), count === 1)}
        </Button>
      </div>
    </form>
  )
}

/** How many simulated hosts, where, of what kind; what will come stands below before anything does. */
export const AddHosts = (props: AddHostsProps) => {
  const { add } = useStrings().hosts
  return (
    <Dialog title={add.title} size="lg" close={add.close} onClose={props.onClose}>
      <Form {...props} />
    </Dialog>
  )
}
