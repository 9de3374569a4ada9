import { useState } from 'react'
import { goTo, usePlace, whereAmI, type Panel, type Place } from '../app/route.ts'
import { Compare } from '../compare/compare.tsx'
import { Packets } from '../packets/packets.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { EventLog } from './event-log.tsx'
import { Ladder } from './ladder.tsx'
import styles from './panel.module.css'
import { Scrubber } from './scrubber.tsx'
import { ViewMenu } from './view-menu.tsx'
import { usualView, type View } from './view.ts'

const show = (panel: Panel | 'ladder'): void => {
  const { panel: _before, ...place } = whereAmI()
  goTo({ ...place, ...(panel !== 'ladder' && { panel }) }, true)
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
  const panel: Panel | 'ladder' = place.panel ?? 'ladder'
  const [view, setView] = useState<View>(usualView)
  return (
    <section className={styles.panel} aria-label={ladder.tabs} data-pane tabIndex={-1}>
      <Tabs
        size="bar"
        label={ladder.tabs}
        chosen={panel}
        onChoose={show}
        tools={
          <>
            {panel === 'ladder' && <ViewMenu view={view} onChange={setView} />}
            <Filter place={place} />
          </>
        }
        tabs={[
          {
            id: 'ladder',
            name: ladder.ladder,
            panel: <Ladder key={host ?? ''} host={host} view={view} />,
          },
          { id: 'log', name: ladder.log, panel: <EventLog key={host ?? ''} host={host} /> },
          { id: 'packets', name: ladder.packets, panel: <Packets host={host} /> },
          { id: 'compare', name: ladder.compare, panel: <Compare host={host} /> },
        ]}
      />
      <Scrubber />
    </section>
  )
}
