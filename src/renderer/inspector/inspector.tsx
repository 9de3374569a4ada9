import { usePlace } from '../app/route.ts'
import { useStrings } from '../strings/index.tsx'
import { ComponentInspector } from './component-inspector.tsx'
import { FactCard } from './fact-card.tsx'
import { HostInspector } from './host-inspector.tsx'
import styles from './inspector.module.css'
import { Overview } from './overview.tsx'

/** What is behind the chosen host, component or message. */
export const Inspector = () => {
  const { inspector } = useStrings()
  const { host, component, fact } = usePlace()
  return (
    <aside className={styles.inspector} aria-label={inspector.title} data-pane tabIndex={-1}>
      {fact !== undefined && <FactCard seq={fact} />}
      {host !== undefined && <HostInspector id={host} />}
      {component !== undefined && <ComponentInspector id={component} />}
      {host === undefined && component === undefined && <Overview />}
    </aside>
  )
}
