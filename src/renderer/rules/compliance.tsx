import { useCallback, useEffect, useState } from 'react'
import type { ComplianceTest } from '../../shared/rules/index.ts'
import { useActions } from '../client/actions.tsx'
import { useLab, useLabStore, useLive } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { Pill } from '../ui/pill.tsx'
import plain from '../ui/plain-table.module.css'
import { TableHead } from '../ui/table-head.tsx'
import styles from './compliance.module.css'
import { useKnowledge } from './use-rules.ts'

type Tested = {
  readonly tests: readonly ComplianceTest[] | undefined
  /** The version of the rules that are tested. */
  readonly version: number
  readonly testing: boolean
  readonly test: () => void
}

/** The test of all hosts of vCenter, made anew when rules or what is kept for hosts change. */
const useTests = (): Tested => {
  const store = useLabStore()
  const live = useLive()
  const { inTurn } = useActions()
  const { compliance } = useStrings().rules
  const version = useLab((lab) => lab.state.documentVersion)
  const { stored } = useKnowledge()
  const [tests, setTests] = useState<readonly ComplianceTest[]>()
  const [testing, setTesting] = useState(false)
  const test = useCallback(() => {
    setTesting(true)
    void inTurn('rulesTest', compliance.failed, async (client) =>
      setTests(await client.rules.test({})),
    ).then(() => setTesting(false))
  }, [inTurn, compliance])
  useEffect(() => {
    if (!live) return undefined
    let wanted = version >= 0 && stored.size >= 0
    store
      .client()
      .rules.test({})
      .then(
        (found) => wanted && setTests(found),
        // The link's own banner says that there is no answer.
        () => undefined,
      )
    return () => {
      wanted = false
    }
  }, [store, live, version, stored])
  return { tests, version, testing, test }
}

/** Hosts that were repaired, and the version they were repaired to: it is no news once the rules are others. */
type Repaired = { readonly hosts: readonly string[]; readonly version: number }

type TableProps = {
  readonly tests: readonly ComplianceTest[]
  readonly onRepair: (hosts: readonly string[]) => void
  readonly onExplain: (host: string) => void
}

const Differences = ({ tests, onRepair, onExplain }: TableProps) => {
  const { compliance, types, nothing } = useStrings().rules
  const { columns } = compliance
  return (
    <table className={`${plain.table} ${styles.table}`} aria-label={compliance.table}>
      <TableHead
        columns={[columns.host, columns.item, columns.current, columns.expected]}
        actions={columns.actions}
      />
      <tbody>
        {tests.flatMap(({ host, items }) =>
          items.map(({ type, current, expected }, index) => (
            <tr key={`${host} ${type}`} data-host={host}>
              <th scope="row">{index === 0 ? host : ''}</th>
              <td>{types[type]}</td>
              <td>
                <del>{current === '' ? nothing : current}</del>
              </td>
              <td>
                <ins>{expected === '' ? nothing : expected}</ins>
              </td>
              <td className={styles.buttons}>
                {index === 0 && (
                  <>
                    <Button
                      size="s"
                      variant="quiet"
                      aria-label={compliance.explainOne(host)}
                      onClick={() => onExplain(host)}
                    >
                      {compliance.explain}
                    </Button>
                    <Work>
                      <Button
                        size="s"
                        aria-label={compliance.repairOne(host)}
                        onClick={() => onRepair([host])}
                      >
                        {compliance.repairShort}
                      </Button>
                    </Work>
                  </>
                )}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  )
}

/** Test-DeployRuleSetCompliance and Repair-DeployRuleSetCompliance. */
export const Compliance = ({ onExplain }: { readonly onExplain: (host: string) => void }) => {
  const { compliance } = useStrings().rules
  const { tests, version, testing, test } = useTests()
  const { inTurn } = useActions()
  const [repaired, setRepaired] = useState<Repaired>()
  const bad = tests?.filter(({ items }) => items.length > 0) ?? []
  const repair = (hosts: readonly string[]) =>
    void inTurn('document', compliance.repairFailed, (client) =>
      client.rules.repair({ hosts: [...hosts] }),
    ).then((done) => done && setRepaired({ hosts, version }))
  const retest = () => {
    setRepaired(undefined)
    test()
  }
  const total = tests?.length ?? 0
  return (
    <div className={styles.layout}>
      <header className={styles.head}>
        <p>{compliance.lead}</p>
        <div className={styles.buttons}>
          <Button busy={testing} glyph="loop" onClick={retest}>
            {testing ? compliance.testing : compliance.test}
          </Button>
          <Work>
            <Button
              variant="primary"
              disabled={bad.length === 0}
              onClick={() => repair(bad.map(({ host }) => host))}
            >
              {compliance.repair(bad.length)}
            </Button>
          </Work>
        </div>
      </header>
      <output className={styles.standing} data-testid="compliance-standing">
        {tests !== undefined && total > 0 && (
          <Pill
            shape="round"
            tone={bad.length === 0 ? 'ok' : 'cache'}
            glyph={bad.length === 0 ? 'ok' : 'warn'}
          >
            {bad.length === 0 ? compliance.compliant(total) : compliance.some(bad.length, total)}
          </Pill>
        )}
        {repaired?.version === version && (
          <span className={styles.repaired}>
            <Glyph name="ok" /> {compliance.repaired(repaired.hosts.join(', '))}
          </span>
        )}
      </output>
      {bad.length > 0 && <Differences tests={bad} onRepair={repair} onExplain={onExplain} />}
      {tests?.length === 0 && (
        <div className={styles.empty}>
          <h2>{compliance.none}</h2>
          <p>{compliance.noneText}</p>
        </div>
      )}
    </div>
  )
}
