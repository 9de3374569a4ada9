import { useCallback, useEffect, useState } from 'react'
import type { StormReport } from '../../shared/contract/index.ts'
import type { HostView } from '../../shared/host/index.ts'
import { usePlace } from '../place/route.ts'
import { useActions } from '../client/actions.tsx'
import type { LabClient } from '../client/connection.ts'
import { useLab, useLabNow } from '../client/react.tsx'
import { useFound } from '../images/use-found.ts'
import { isOn } from '../host/status.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { fits, numberOf, type Limits, type TypedNumber } from '../ui/number.ts'
import styles from './storm-card.module.css'

type Plan = Awaited<ReturnType<LabClient['storm']['plan']>>

const atOnceLimits: Limits = { least: 1, most: 10_000, isWhole: true }
/** In Mbit/s. */
const linkLimits: Limits = { least: 0.1, most: 10_000_000 }

/** ms between two looks at a storm that is under way. */
const tick = 1_000

/** A host of which nothing is known was never switched on. */
const isOff = (host: HostView | undefined): boolean => host === undefined || !isOn(host)

const noneOff = 'storm-none-off'

const reportOf = (client: LabClient) => client.storm.report()

const isUnderWay = (storm: StormReport | undefined): boolean =>
  storm !== undefined && storm.ended === undefined

/** The last storm, looked at anew while it is under way. */
const useStorm = (): readonly [StormReport | undefined, () => void] => {
  const [found, again] = useFound(reportOf)
  const now = useLabNow(tick)
  const storm = found.kind === 'found' ? found.value.storm : undefined
  const runs = isUnderWay(storm)
  useEffect(() => {
    if (runs && now > 0) again()
  }, [runs, now, again])
  return [storm, again]
}

const Stages = ({
  plan,
  storm,
}: {
  readonly plan: Plan | undefined
  readonly storm: StormReport | undefined
}) => {
  const { storm: texts } = useStrings()
  const format = useFormat()
  const time = (ms: number | undefined) => (ms === undefined ? '–' : format.duration(ms))
  const until = (index: number) =>
    plan?.stages.slice(0, index + 1).reduce((sum, { took }) => sum + took, 0)
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{texts.reached}</th>
          <th scope="col">{texts.predicted}</th>
          <th scope="col">{texts.limit}</th>
          <th scope="col">{texts.half}</th>
          <th scope="col">{texts.most}</th>
        </tr>
      </thead>
      <tbody>
        {plan?.stages.map(({ stage, bound }, index) => {
          const measured = storm?.stages.find((each) => each.stage === stage)
          return (
            <tr key={stage}>
              <th scope="row">{texts.stages[stage]}</th>
              <td>{time(until(index))}</td>
              <td>{texts.bounds[bound]}</td>
              <td>{time(measured?.p50)}</td>
              <td>{time(measured?.p95)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const Outcome = ({ storm }: { readonly storm: StormReport }) => {
  const { storm: texts } = useStrings()
  const format = useFormat()
  const { network, cache, failed, hosts, ended, predicted, waves } = storm
  const settled = waves.filter(({ took }) => took !== undefined).length
  return (
    <output data-testid="storm-outcome">
      {ended === undefined
        ? texts.underWay(settled, waves.length)
        : texts.took(hosts, format.duration(ended.took), format.duration(predicted))}{' '}
      {texts.came(network, cache, failed)}
    </output>
  )
}

const putAwayKey = 'headwaiter-storm-put-away'

/** A storm and its outcome stand open until somebody closes the card; which one that was is kept in this browser. */
const isPutAway = ({ startedAt }: StormReport): boolean =>
  localStorage.getItem(putAwayKey) === String(startedAt)

/** Whether the card is open: a command leads to it open, a storm opens it, and what is chosen afterwards leaves it so. */
const useOpen = (storm: StormReport | undefined) => {
  const place = usePlace()
  const [from, setFrom] = useState(place)
  const [chosen, setChosen] = useState<boolean | undefined>(place.form === 'storm' || undefined)
  if (from !== place) {
    setFrom(place)
    if (place.form === 'storm') setChosen(true)
  }
  const choose = (open: boolean) => {
    setChosen(open)
    if (!open && storm !== undefined) localStorage.setItem(putAwayKey, String(storm.startedAt))
  }
  return [chosen ?? (storm !== undefined && !isPutAway(storm)), choose] as const
}

type StormProps = { readonly storm: StormReport | undefined; readonly again: () => void }

/** The plan for the hosts that are off, the buttons, and what was measured: only where they are seen is a plan asked for. */
const Storm = ({ storm, again }: StormProps) => {
  const { storm: texts } = useStrings()
  const format = useFormat()
  const { inTurn } = useActions()
  const simulated = useLab((lab) => lab.state.document.hosts)
    .filter(({ kind }) => kind === 'simulated')
    .map(({ id }) => id)
  const hosts = simulated.length
  // One text, which stays the same while the hosts that are off do.
  const off = useLab((lab) => simulated.filter((id) => isOff(lab.head.hosts.get(id))).join(' '))
  const [atOnce, setAtOnce] = useState<TypedNumber>('')
  const [link, setLink] = useState<TypedNumber>('')
  const limit = atOnce === '' ? Math.max(1, hosts) : numberOf(atOnce)
  const isLimit = fits(atOnce === '' ? limit : atOnce, atOnceLimits)
  const isLink = link === '' || fits(link, linkLimits)
  const runs = isUnderWay(storm)
  const none = off === '' && !runs
  // A storm that was measured keeps its plan for all hosts beside it.
  const named = runs ? '' : off
  const planOf = useCallback(
    (client: LabClient) =>
      client.storm.plan({
        atOnce: limit,
        ...(named !== '' && { hosts: named.split(' ') }),
        ...(link !== '' && { link: (numberOf(link) * 1_000_000) / 8 }),
      }),
    [limit, link, named],
  )
  const [planned] = useFound(planOf)
  const plan = planned.kind === 'found' && isLimit && isLink ? planned.value : undefined
  const act = (work: (client: LabClient) => Promise<unknown>) =>
    void inTurn('storm', texts.failed, work).then(again)
  return (
    <>
      <p>{texts.lead}</p>
      <div className={styles.tools}>
        <NumberField
          optional
          label={texts.atOnce}
          placeholder={String(Math.max(1, hosts))}
          value={atOnce}
          limits={atOnceLimits}
          onChange={setAtOnce}
        />
        <NumberField
          optional
          label={texts.link}
          value={link}
          limits={linkLimits}
          onChange={setLink}
        />
        <Button
          variant="primary"
          disabled={runs || none || !isLimit}
          aria-describedby={none ? noneOff : undefined}
          onClick={() => act((client) => client.storm.start({ atOnce: limit }))}
        >
          {texts.start}
        </Button>
        {runs && <Button onClick={() => act((client) => client.storm.stop())}>{texts.stop}</Button>}
      </div>
      {none && (
        <p id={noneOff} data-testid="storm-none">
          {texts.noneOff}
        </p>
      )}
      {plan !== undefined && !none && (
        <p data-testid="storm-plan">
          {texts.plan(plan.waves, format.duration(plan.total))}
          {plan.turnedAway > 0 && ` ${texts.turnedAway(plan.turnedAway)}`}
        </p>
      )}
      {(!none || storm !== undefined) && <Stages plan={plan} storm={storm} />}
      {storm !== undefined && <Outcome storm={storm} />}
      <p className={styles.quiet}>{texts.assumptions}</p>
    </>
  )
}

/** A boot storm: what the planner says, the waves let in one by one, and what was measured beside it. */
export const StormCard = () => {
  const { storm: texts } = useStrings()
  const [storm, again] = useStorm()
  const [isOpen, setIsOpen] = useOpen(storm)
  return (
    <details
      className={styles.card}
      open={isOpen}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>{texts.title}</summary>
      {isOpen && <Storm storm={storm} again={again} />}
    </details>
  )
}
