import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { goTo, panels, usePlace, whereAmI, type Place } from '../app/route.ts'
import { Compare } from '../compare/compare.tsx'
import { Packets } from '../packets/packets.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { EventLog } from './event-log.tsx'
import { Ladder } from './ladder.tsx'
import styles from './panel.module.css'
import { Scrubber } from './scrubber.tsx'
import { ViewMenu } from './view-menu.tsx'
import { usualView, type View } from './view.ts'

const show = (panel: string | null): void => {
  const { panel: _before, ...place } = whereAmI()
  const known = panels.find((candidate) => candidate === panel)
  goTo({ ...place, ...(known !== undefined && { panel: known }) }, true)
}

const showAll = (all: boolean): void => {
  const { all: _before, ...place } = whereAmI()
  goTo({ ...place, ...(all && { all: true }) }, true)
}

/** Whose messages the panel shows: those of the chosen host, unless all are asked for. */
const hostShown = ({ host, all }: Place): string | undefined => (all === true ? undefined : host)

const Filter = ({ place }: { readonly place: Place }) => {
  const { ladder } = useStrings()
  if (place.host === undefined) return <span className={styles.filter}>{ladder.allHosts}</span>
  const all = place.all === true
  return (
    <fieldset className={styles.filter} aria-label={ladder.filter}>
      <Button size="s" variant="quiet" aria-pressed={!all} onClick={() => showAll(false)}>
        {ladder.only(place.host)}
      </Button>
      <Button size="s" variant="quiet" aria-pressed={all} onClick={() => showAll(true)}>
        {ladder.allHosts}
      </Button>
    </fieldset>
  )
}

/** What happened, as a ladder or as a table, above the track of time. */
export const HappenedPanel = () => {
  const { ladder } = useStrings()
  const place = usePlace()
  const host = hostShown(place)
  const panel = place.panel ?? 'ladder'
  const [view, setView] = useState<View>(usualView)
  return (
    <section className={styles.panel} aria-label={ladder.tabs}>
      <Tabs
        className={styles.tabs}
        value={panel}
        onChange={show}
        keepMounted={false}
        classNames={{ list: styles.list, tab: styles.tab, panel: styles.body }}
      >
        <div className={styles.bar}>
          <Tabs.List aria-label={ladder.tabs}>
            <Tabs.Tab value="ladder">{ladder.ladder}</Tabs.Tab>
            <Tabs.Tab value="log">{ladder.log}</Tabs.Tab>
            <Tabs.Tab value="packets">{ladder.packets}</Tabs.Tab>
            <Tabs.Tab value="compare">{ladder.compare}</Tabs.Tab>
          </Tabs.List>
          {panel === 'ladder' && <ViewMenu view={view} onChange={setView} />}
          <Filter place={place} />
        </div>
        <Tabs.Panel value="ladder">
          <Ladder key={host ?? ''} host={host} view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="log">
          <EventLog key={host ?? ''} host={host} />
        </Tabs.Panel>
        <Tabs.Panel value="packets">
          <Packets host={host} />
        </Tabs.Panel>
        <Tabs.Panel value="compare">
          <Compare host={host} />
        </Tabs.Panel>
      </Tabs>
      <Scrubber />
    </section>
  )
}
