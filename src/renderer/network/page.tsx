import { useMemo } from 'react'
import { componentIds } from '../../shared/base/index.ts'
import type { Recorded } from '../../shared/facts/index.ts'
import { chooseFact, goTo } from '../place/route.ts'
import { plugLooks } from '../bench/plug-state.ts'
import { useComponents } from '../lessons/course-provider.tsx'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { tell } from '../strings/facts.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { Pill } from '../ui/pill.tsx'
import { countBefore } from '../../shared/base/list.ts'
import { createGrowing } from '../wire/reader.ts'
import { useReading } from '../client/use-reading.ts'
import { Classroom } from './classroom.tsx'
import { Interfaces } from './interfaces.tsx'
import { Leases } from './leases.tsx'
import { Proxies } from './proxies.tsx'
import styles from './network.module.css'

const LevelCard = () => {
  const { network } = useStrings()
  const level = useLab((lab) => lab.state.level)
  const watchedAt = useLab((lab) => lab.head.classroom?.on)
  const { stopServing } = useActions()
  const busy = useDesk((desk) => desk.busy.has('serving'))
  return (
    <section className={styles.card} data-level={level.kind}>
      <h2>{network.level}</h2>
      {level.kind === 'lab' ? (
        <>
          <Pill tone="ok" glyph="dot">
            {network.levels.lab}
          </Pill>
          <p>
            {watchedAt === undefined
              ? network.levels.labText
              : network.levels.labTextWatched(watchedAt)}
          </p>
        </>
      ) : (
        <>
          <Pill tone="cache" glyph="warn">
            {network.levels[level.kind](level.interface)}
          </Pill>
          <p>
            {level.kind === 'serve'
              ? network.levels.serveText(level.interface)
              : network.levels.observeText(level.interface)}
          </p>
          <p>{network.modes[level.mode]}</p>
          {level.kind === 'serve' && level.pool !== undefined && (
            <p>
              {network.pool} <code>{level.pool}</code>
            </p>
          )}
          <Work>
            <Button variant="danger" glyph="close" busy={busy} onClick={stopServing}>
              {network.stop(level.interface)}
            </Button>
          </Work>
        </>
      )}
    </section>
  )
}

const Addresses = () => {
  const { network: texts } = useStrings()
  const { duration } = useFormat()
  const network = useLab((lab) => lab.state.document.network)
  const pairs: readonly (readonly [string, string])[] = [
    [texts.subnet, network.subnet],
    [texts.server, network.server],
    ...(network.router === undefined ? [] : [[texts.router, network.router] as const]),
    [texts.pool, `${network.pool.first} – ${network.pool.last}`],
    [texts.leaseTime, duration(network.leaseTime * 1000)],
  ]
  return (
    <section className={styles.card}>
      <h2>{texts.addresses}</h2>
      <dl>
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const Listening = () => {
  const strings = useStrings()
  const components = useComponents()
  return (
    <section className={styles.card}>
      <h2>{strings.network.listens}</h2>
      <ul className={styles.listening}>
        {componentIds.map((id) => {
          const { plug, on } = components[id]
          const { tone, glyph } = plugLooks[plug]
          return (
            <li key={id}>
              <button type="button" onClick={() => goTo({ page: 'bench', component: id })}>
                {strings.components[id]}
              </button>
              <Pill tone={tone} glyph={glyph}>
                {strings.plugStates[plug]}
              </Pill>
              <code>{on ?? (plug === 'covered' ? '' : strings.inspector.notListening)}</code>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Facts about the network itself: other servers, conflicts, findings, input nobody should send. */
const isSighting = ({ fact }: Recorded): boolean =>
  fact.type === 'dhcp.foreignOffer' ||
  fact.type === 'dhcp.conflictFound' ||
  fact.type === 'dhcp.finding' ||
  fact.type === 'net.badInput' ||
  fact.type === 'net.crowded'

/** Sightings shown; the journal page has them all. */
const mostSeen = 200

const createSightings = () =>
  createGrowing<number[], readonly Recorded[]>(
    () => [],
    (seen, recorded, place) => {
      if (isSighting(recorded)) seen.push(place)
    },
    (seen, facts, count) =>
      seen
        .slice(0, countBefore(seen, count))
        .slice(-mostSeen)
        .flatMap((place) => facts.at(place) ?? [])
        .toReversed(),
  )

const Sightings = () => {
  const strings = useStrings()
  const { network } = strings
  const format = useFormat()
  const reader = useMemo(() => createSightings(), [])
  const seen = useReading(reader).value
  const show = (seq: number) => {
    goTo({ page: 'journal' })
    chooseFact(seq)
  }
  return (
    <section className={styles.card}>
      <h2>{network.seen}</h2>
      {seen.length === 0 && <p>{network.nothingSeen}</p>}
      <ol className={styles.seen}>
        {seen.map(({ seq, at, fact }) => (
          <li key={seq}>
            <button type="button" onClick={() => show(seq)}>
              {format.timeOfDay(at)}
            </button>{' '}
            {tell(strings, fact, format)}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Where the lab listens, who has an address, and what else was seen. */
export const NetworkPage = () => {
  const strings = useStrings()
  return (
    <Page title={strings.pages.network} lead={strings.network.lead}>
      <div className={styles.network}>
        <LevelCard />
        <Listening />
        <Work>
          <Interfaces />
          <Classroom />
        </Work>
        <Addresses />
        <Proxies />
        <Leases />
        <Sightings />
      </div>
    </Page>
  )
}
