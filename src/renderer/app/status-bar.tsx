import { componentIds } from '../../shared/base/index.ts'
import { plugLooks } from '../bench/plug-state.ts'
import { useComponents } from '../lessons/course-provider.tsx'
import { Calm, useLab, useLive } from '../client/react.tsx'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import toneStyles from '../ui/tone.module.css'
import styles from './status-bar.module.css'

const Components = () => {
  const strings = useStrings()
  const format = useFormat()
  const components = useComponents()
  return componentIds.map((id) => {
    const component = components[id]
    const looks = plugLooks[component.plug]
    return (
      <span key={id} className={styles.item}>
        <span className={toneStyles.tone} data-tone={looks.tone}>
          <Glyph name={looks.glyph} size={12} />
        </span>
        {strings.lanes[id]}{' '}
        {component.plug === 'in'
          ? strings.counts[id](component.counts, format)
          : strings.plugStates[component.plug]}
      </span>
    )
  })
}

/** What each component is at, at a glance, and what is recorded. */
export const StatusBar = () => {
  const strings = useStrings()
  const format = useFormat()
  const count = useLab((lab) => lab.count)
  const version = useLab((lab) => lab.state.version)
  const level = useLab((lab) => lab.state.level)
  const live = useLive()
  const said = live ? strings.status.facts : strings.status.lastSeen
  return (
    <footer className={styles.bar} aria-label={strings.app.status} data-lost={!live}>
      <Calm>
        <Components />
      </Calm>
      <span className={styles.grow} />
      {level.kind === 'serve' && (
        <strong className={styles.live}>{strings.level.live(level.interface)}</strong>
      )}
      <span>{said(format.count(count))}</span>
      <span>{strings.status.version(version)}</span>
    </footer>
  )
}
