import type { Caution, HostView } from '../../shared/host/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useReadOnly } from '../client/react.tsx'
import { useComponents, type ShownComponents } from '../lessons/course-provider.tsx'
import { useSimulated } from '../host/use-simulated.ts'
import { useStrings, type Strings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import styles from './cautions.module.css'

const isAutoDeployOut = (components: ShownComponents): boolean =>
  components.rules.plug === 'out' || components.waiter.plug === 'out'

const titleOf = (first: Caution['kind'], { cautionTitle }: Strings['inspector']): string => {
  switch (first) {
    case 'noRule':
    case 'noBootDevice':
    case 'hung':
    case 'presumedHung':
      return cautionTitle[first]
    default:
      return cautionTitle.cache
  }
}

/** What an operator must know and do about a host, with the buttons for it. */
export const Cautions = ({ host }: { readonly host: HostView }) => {
  const { inspector } = useStrings()
  const { reconnect, reboot, restore } = useActions()
  const busy = useDesk((desk) => desk.busy)
  const autoDeployOut = isAutoDeployOut(useComponents())
  const readOnly = useReadOnly()
  const simulated = useSimulated(host.id)
  const [first] = host.cautions
  if (first === undefined) return null
  const needsReconnect = host.cautions.some(({ kind }) => kind === 'reconnect')
  return (
    <section className={styles.card} aria-labelledby="cautions">
      <h3 id="cautions">
        <Glyph name="warn" size={15} />
        {titleOf(first.kind, inspector)}
      </h3>
      <ul>
        {host.cautions.map(({ kind }) => (
          <li key={kind}>{inspector.cautions[kind]}</li>
        ))}
      </ul>
      {!readOnly && (
        <div className={styles.actions}>
          {needsReconnect && (
            <Button
              variant="primary"
              glyph="link"
              busy={busy.has(`host:${host.id}`)}
              onClick={() => reconnect(host.id)}
            >
              {inspector.reconnect}
            </Button>
          )}
          {simulated && (
            <Button
              glyph="reboot"
              busy={busy.has(`power:${host.id}`)}
              onClick={() => reboot([host.id])}
            >
              {inspector.reboot}
            </Button>
          )}
          {autoDeployOut && (
            <Button
              variant="warn"
              glyph="plug"
              busy={busy.has('plug:autoDeploy')}
              onClick={() => restore('autoDeploy')}
            >
              {inspector.restoreAutoDeploy}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
