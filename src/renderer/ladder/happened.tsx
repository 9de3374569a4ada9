import { HappenedPanel } from './panel.tsx'
import { PrintedStory } from './printed.tsx'

/** What happened: a panel on the screen, a table on paper. */
export const Happened = () => (
  <>
    <HappenedPanel />
    <PrintedStory />
  </>
)
