import { useMemo } from 'react'
import type { LabDocument } from '../../shared/document/schema.ts'
import {
  compileRuleSet,
  nextBootChanges,
  type Candidate,
  type NextBoot,
} from '../../shared/rules/index.ts'
import { goTo, usePlace, whereAmI } from '../place/route.ts'
import { useActions } from '../client/actions.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Pill } from '../ui/pill.tsx'
import plain from '../ui/plain-table.module.css'
import { TableHead } from '../ui/table-head.tsx'
import styles from './activation.module.css'
import { setRows, type SetRow } from './order.ts'
import { Trouble } from '../ui/trouble.tsx'
import { useLabDocument } from './use-rules.ts'

/** Hosts listed at most; the number of the others is said. */
const mostHosts = 200

const changesOf = ({ rules }: LabDocument, machines: readonly Candidate[]): readonly NextBoot[] =>
  nextBootChanges(compileRuleSet(rules, 'active'), compileRuleSet(rules, 'working'), machines)

const RulesDiff = ({ rows }: { readonly rows: readonly SetRow[] }) => {
  const { activation, set } = useStrings().rules
  const place = (at: number | undefined) => (at === undefined ? activation.none : set.place(at + 1))
  return (
    <table className={`${plain.table} ${styles.table}`} data-testid="set-diff">
      <TableHead
        columns={[activation.rule, activation.active, activation.working, activation.change]}
      />
      <tbody>
        {rows.map(({ rule, change, active, working }) => (
          <tr key={rule} data-change={change}>
            <th scope="row">{rule}</th>
            <td>{place(active)}</td>
            <td>{place(working)}</td>
            <td>
              {change !== 'same' && (
                <Pill
                  tone={change === 'removed' ? 'fail' : change === 'added' ? 'ok' : 'cache'}
                  glyph={change === 'removed' ? 'skip' : 'dot'}
                >
                  {set.changes[change]}
                </Pill>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const NextBoots = ({ hosts }: { readonly hosts: readonly NextBoot[] }) => {
  const { rules } = useStrings()
  const { activation, types, nothing } = rules
  const { columns } = activation
  if (hosts.length === 0) return <p className={styles.quiet}>{activation.noHosts}</p>
  const needsRepair = hosts.some(({ needs }) => needs === 'repair')
  return (
    <>
      <table className={`${plain.table} ${styles.table}`} data-testid="next-boot">
        <TableHead columns={[columns.host, columns.item, columns.from, columns.to, columns.when]} />
        <tbody>
          {hosts.slice(0, mostHosts).flatMap(({ host, needs, changes }) =>
            changes.map(({ type, from, to }, index) => (
              <tr key={`${host} ${type}`}>
                <th scope="row">{index === 0 ? host : ''}</th>
                <td>{types[type]}</td>
                <td>
                  <del>{from === '' ? nothing : from}</del>
                </td>
                <td>
                  <ins>{to === '' ? nothing : to}</ins>
                </td>
                <td>{activation.needs[needs]}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      {hosts.length > mostHosts && (
        <p className={styles.quiet}>{activation.more(hosts.length - mostHosts)}</p>
      )}
      {needsRepair && <p className={styles.quiet}>{activation.repairHint}</p>}
    </>
  )
}

const open = (): void => goTo({ ...whereAmI(), form: 'review' })

const close = (): void => {
  const { form: _form, ...place } = whereAmI()
  goTo(place, true)
}

type ActivationProps = {
  readonly machines: readonly Candidate[]
  /** Rules whose changes are not saved: what is typed is not what would be activated. */
  readonly unsaved: ReadonlySet<string>
}

/** Whether the working set is in force, and the way to put it there with open eyes. */
export const ActivationBar = ({ machines, unsaved }: ActivationProps) => {
  const { activation } = useStrings().rules
  const document = useLabDocument()
  const { change } = useActions()
  const rows = useMemo(() => setRows(document.rules), [document])
  const hosts = useMemo(() => changesOf(document, machines), [document, machines])
  const differing = rows.filter(({ change }) => change !== 'same').length
  const isOpen = usePlace().form === 'review'
  const activate = () =>
    void change({ kind: 'activateRules' }).then((version) => {
      if (version !== undefined) close()
    })
  return (
    <div className={styles.bar} data-differs={differing > 0}>
      <output data-testid="standing">
        <Pill
          tone={differing > 0 ? 'cache' : 'ok'}
          glyph={differing > 0 ? 'warn' : 'ok'}
          shape="round"
        >
          {differing > 0 ? activation.differs(differing, hosts.length) : activation.same}
        </Pill>
      </output>
      {differing > 0 && (
        <Button variant="primary" onClick={open}>
          {activation.review}
        </Button>
      )}
      {isOpen && (
        <Dialog title={activation.title} size="xl" close={activation.close} onClose={close}>
          <p className={styles.quiet}>{activation.lead}</p>
          {unsaved.size > 0 && (
            <Trouble
              quiet
              message={activation.unsaved([...unsaved].join(', '))}
              remedy={activation.unsavedRemedy}
            />
          )}
          <h3 className={styles.heading}>{activation.rules}</h3>
          <RulesDiff rows={rows} />
          <h3 className={styles.heading}>{activation.nextBoot}</h3>
          <NextBoots hosts={hosts} />
          <div className={styles.buttons}>
            <Button onClick={close}>{activation.cancel}</Button>
            <Work>
              <Button variant="primary" disabled={differing === 0} onClick={activate}>
                {activation.activate}
              </Button>
            </Work>
          </div>
        </Dialog>
      )}
    </div>
  )
}
