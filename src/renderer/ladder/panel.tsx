import { Suspense, useState, type ReactNode } from 'react'
import { goTo, usePlace, whereAmI, type Panel } from '../place/route.ts'
import { useStrings } from '../strings/index.tsx'
import { fetched } from '../ui/fetched.ts'
import { Tabs } from '../ui/tabs.tsx'
import { EventLog } from './event-log.tsx'
import { HostFilter, useWhose } from './host-filter.tsx'
import { Ladder } from './ladder.tsx'
import styles from './panel.module.css'
import { Scrubber } from './scrubber.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { ViewMenu } from './view-menu.tsx'
import { usualView, type View } from './view.ts'

const Packets = fetched(async () => (await import('../packets/packets.tsx')).Packets)
const Compare = fetched(async () => (await import('../compare/compare.tsx')).Compare)

const show = (panel: Panel | 'ladder'): void => {
  const { panel: _before, ...place } = whereAmI()
  goTo({ ...place, ...(panel !== 'ladder' && { panel }) }, true)
}

const shown = (part: ReactNode) => <Suspense>{part}</Suspense>

/** What happened, as a ladder or as a table, above the track of time. */
export const HappenedPanel = () => {
  const { ladder } = useStrings()
  const place = usePlace()
  const whose = useWhose(place)
  const key = typeof whose === 'object' ? [...whose].join(' ') : whose
  const panel: Panel | 'ladder' = place.panel ?? 'ladder'
  const [view, setView] = useState<View>(usualView)
  const [words, setWords] = useState('')
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
            {panel === 'log' && (
              <SearchField label={ladder.search} value={words} onChange={setWords} />
            )}
            <HostFilter place={place} />
          </>
        }
        tabs={[
          {
            id: 'ladder',
            name: ladder.ladder,
            panel: <Ladder key={key} whose={whose} view={view} />,
          },
          {
            id: 'log',
            name: ladder.log,
            panel: <EventLog key={key} whose={whose} words={words} />,
          },
          { id: 'packets', name: ladder.packets, panel: shown(<Packets whose={whose} />) },
          { id: 'compare', name: ladder.compare, panel: shown(<Compare whose={whose} />) },
        ]}
      />
      <Scrubber />
    </section>
  )
}
