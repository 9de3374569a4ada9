import { componentIds, plugsOf } from '../../shared/base/index.ts'
import type { Caution, HostView } from '../../shared/host/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useReadOnly } from '../client/react.tsx'
import { useSimulated } from '../host/use-simulated.ts'
import { useOutNow } from '../lessons/course-provider.tsx'
import { goTo } from '../place/route.ts'
import { useStrings, type Strings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import styles from './cautions.module.css'

const titleOf = (first: Caution['kind'], { cautionTitle }: Strings['inspector']): string => {
  switch (first) {
    case 'noRule':
    case 'noImageAssociated':
    case 'imageMissing':
      return cautionTitle.noImage
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
  const { inspector, bench, plugs } = useStrings()
  const { reconnect, reboot, restore } = useActions()
  const busy = useDesk((desk) => desk.busy)
  const isOutNow = useOutNow()
  const readOnly = useReadOnly()
  const simulated = useSimulated(host.id)
  const [first] = host.cautions
  if (first === undefined) return null
  const asksFor = (caution: Caution['kind']) => host.cautions.some(({ kind }) => kind === caution)
  // A host without an image was answered: nothing that is out keeps it from one.
  const isAnswered = host.state === 'noImage'
  const plugsOut = isAnswered ? [] : plugsOf(componentIds.filter(isOutNow))
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
          {asksFor('reconnect') && (
            <Button
              variant="primary"
              glyph="link"
              busy={busy.has(`host:${host.id}`)}
              onClick={() => reconnect(host.id)}
            >
              {inspector.reconnect}
            </Button>
          )}
          {isAnswered && (
            <Button variant="primary" onClick={() => goTo({ page: 'rules', host: host.id })}>
              {inspector.toRules}
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
          {plugsOut.map((plug) => (
            <Button
              key={plug}
              variant="warn"
              glyph="plug"
              busy={busy.has(`plug:${plug}`)}
              onClick={() => restore(plug)}
            >
              {plug === 'autoDeploy' ? inspector.restoreAutoDeploy : bench.restore(plugs[plug])}
            </Button>
          ))}
        </div>
      )}
    </section>
  )
}
