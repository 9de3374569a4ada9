import { componentIds } from '../../shared/base/index.ts'
import { useStrings } from '../strings/index.tsx'
import { Glyph, type GlyphName } from '../ui/glyph.tsx'
import type { Tone } from '../ui/tone.ts'
import toneStyles from '../ui/tone.module.css'
import styles from './legend.module.css'
import { protocolShapes } from './protocol-shape.ts'

const states: readonly (readonly [
  keyof ReturnType<typeof useStrings>['legend'],
  Tone,
  GlyphName,
])[] = [
  ['stateless', 'ok', 'ok'],
  ['booting', 'net', 'wait'],
  ['cache', 'cache', 'cache'],
  ['failed', 'fail', 'fail'],
  ['copy', 'ok', 'diskWhole'],
]

/** What the colours and shapes of the bench mean. */
export const Legend = () => {
  const { legend, protocols } = useStrings()
  return (
    <div className={styles.legend}>
      <ul aria-label={legend.hosts}>
        {states.map(([text, tone, glyph]) => (
          <li key={text}>
            <span className={toneStyles.tone} data-tone={tone}>
              <Glyph name={glyph} />
            </span>
            {legend[text]}
          </li>
        ))}
      </ul>
      <ul aria-label={legend.marks}>
        {componentIds.map((id) => (
          <li key={id}>
            <svg width="14" height="14" viewBox="-1.4 -1.4 2.8 2.8" aria-hidden="true">
              <path className={styles.shape} d={protocolShapes[id]} />
            </svg>
            {protocols[id]}
          </li>
        ))}
      </ul>
    </div>
  )
}
