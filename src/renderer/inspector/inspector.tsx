import { Suspense } from 'react'
import { usePlace } from '../place/route.ts'
import { Calm } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { fetched } from '../ui/fetched.ts'
import styles from './inspector.module.css'
import { Overview } from './overview.tsx'

// A lab opens with nothing chosen: what shows a choice, forms and all, comes with the first one.
const FactCard = fetched(async () => (await import('./fact-card.tsx')).FactCard)
const HostInspector = fetched(async () => (await import('./host-inspector.tsx')).HostInspector)
const ComponentInspector = fetched(
  async () => (await import('./component-inspector.tsx')).ComponentInspector,
)

/** What is behind the chosen host, component or message. */
export const Inspector = () => {
  const { inspector } = useStrings()
  const { host, component, fact } = usePlace()
  return (
    <aside
      className={styles.inspector}
      id="inspector"
      aria-label={inspector.title}
      data-pane
      tabIndex={-1}
    >
      <Calm>
        <Suspense>
          {fact !== undefined && <FactCard seq={fact} />}
          {host !== undefined && <HostInspector id={host} />}
          {component !== undefined && <ComponentInspector id={component} />}
        </Suspense>
        {host === undefined && component === undefined && <Overview />}
      </Calm>
    </aside>
  )
}
