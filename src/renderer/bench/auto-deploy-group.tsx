import { useActions, useDesk } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import toneStyles from '../ui/tone.module.css'
import { Glyph } from '../ui/glyph.tsx'
import styles from './bench.module.css'
import type { BenchLayout } from './geometry.ts'
import { pairLooks, pairState } from './plug-state.ts'

/** The frame around the two parts of the Auto Deploy server. Its label is the plug of both. */
export const AutoDeployGroup = ({ layout }: { readonly layout: BenchLayout }) => {
  const { bench } = useStrings()
  const { pull, restore } = useActions()
  const state = useLab(({ view: { components } }) =>
    pairState(components.rules.plug, components.waiter.plug),
  )
  const pending = useDesk((desk) => desk.busy.has('plug:autoDeploy'))
  const { x, y, width, height } = layout.autoDeploy
  const anyOut = state === 'out' || state === 'part'
  return (
    <>
      <div className={styles.group} data-state={state} style={{ left: x, top: y, width, height }} />
      <button
        type="button"
        className={styles.groupLabel}
        style={{ left: x + 22, top: y }}
        data-state={state}
        data-testid="auto-deploy"
        aria-busy={pending || undefined}
        aria-keyshortcuts="A"
        title={anyOut ? bench.restore(bench.autoDeploy) : bench.pull(bench.autoDeploy)}
        onClick={() => (anyOut ? restore('autoDeploy') : pull('autoDeploy'))}
      >
        <span className={toneStyles.tone} data-tone={pairLooks[state].tone}>
          <Glyph name={pending ? 'spin' : pairLooks[state].glyph} size={12} />
        </span>
        <span>
          {bench.autoDeploy} · {bench.autoDeployState[state]}
        </span>
      </button>
    </>
  )
}
