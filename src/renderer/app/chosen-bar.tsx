import { plugLooks } from '../bench/plug-state.ts'
import { usePromptLab } from '../client/react.tsx'
import { statusOf } from '../host/status.ts'
import { useComponents } from '../lessons/course-provider.tsx'
import { useStrings } from '../strings/index.tsx'
import { Glyph, type GlyphName } from '../ui/glyph.tsx'
import type { Tone } from '../ui/tone.ts'
import toneStyles from '../ui/tone.module.css'
import styles from './chosen-bar.module.css'
import { usePlace } from '../place/route.ts'

type Chosen = {
  readonly name: string
  /** How it stands; a message stands no way. */
  readonly stands?: { readonly tone: Tone; readonly glyph: GlyphName; readonly text: string }
}

/** What is chosen, by name; nothing when nothing is. */
const useChosen = (): Chosen | undefined => {
  const strings = useStrings()
  const { host, component, fact } = usePlace()
  const view = usePromptLab((lab) => (host === undefined ? undefined : lab.view.hosts.get(host)))
  const components = useComponents()
  if (fact !== undefined) return { name: strings.inspector.fact(fact) }
  if (view !== undefined) return { name: view.id, stands: statusOf(view, strings) }
  if (component === undefined) return undefined
  const { plug } = components[component]
  const stands = { ...plugLooks[plug], text: strings.plugStates[plug] }
  return { name: strings.components[component], stands }
}

/** Leads to the inspector; the focus goes with the eye. */
const lead = (): void => {
  const inspector = document.querySelector<HTMLElement>('#inspector')
  inspector?.scrollIntoView({ block: 'start' })
  inspector?.focus({ preventScroll: true })
}

/** On a narrow screen the inspector lies below the fold: this names what is chosen, and leads there. */
export const ChosenBar = () => {
  const { inspector } = useStrings()
  const chosen = useChosen()
  if (chosen === undefined) return null
  const { name, stands } = chosen
  return (
    <div className={styles.bar}>
      <button type="button" className={styles.lead} onClick={lead}>
        <strong>{name}</strong>
        {stands !== undefined && (
          <span className={styles.stands}>
            <span className={toneStyles.tone} data-tone={stands.tone}>
              <Glyph name={stands.glyph} />
            </span>
            {stands.text}
          </span>
        )}
        <span className={styles.below}>
          {inspector.below}
          <Glyph name="down" />
        </span>
      </button>
    </div>
  )
}
