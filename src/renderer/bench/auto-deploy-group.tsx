import { Tooltip } from '@mantine/core'
import { memo } from 'react'
import { useActions, useDesk } from '../client/actions.tsx'
import { useComponents } from '../lessons/course-provider.tsx'
import { useLab, useReadOnly } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import toneStyles from '../ui/tone.module.css'
import { Glyph } from '../ui/glyph.tsx'
import styles from './bench.module.css'
import type { BenchLayout } from './geometry.ts'
import { pairLooks, pairState, type PairState } from './plug-state.ts'
import { meaningOf, useReach } from './use-reach.ts'

const both = { kind: 'plug', plug: 'autoDeploy' } as const

type LabelProps = { readonly state: PairState }

const Name = ({ state, pending }: LabelProps & { readonly pending: boolean }) => {
  const { bench } = useStrings()
  return (
    <>
      <span className={toneStyles.tone} data-tone={pairLooks[state].tone}>
        <Glyph name={pending ? 'spin' : pairLooks[state].glyph} size={12} />
      </span>
      <span className={styles.groupName}>{bench.autoDeploy}</span>
      <span className={styles.groupShort}>{bench.autoDeployShort}</span>
      <span>· {bench.autoDeployState[state]}</span>
    </>
  )
}

/** The plug of both. */
const GroupPlug = ({ state }: LabelProps) => {
  const strings = useStrings()
  const { bench } = strings
  const { pull, restore } = useActions()
  const anyOut = useLab(({ head: { components } }) =>
    [components.rules, components.waiter].some(({ plug }) => plug === 'out'),
  )
  const pending = useDesk((desk) => desk.busy.has('plug:autoDeploy'))
  const reach = useReach(both)
  return (
    <Tooltip
      events={{ hover: true, focus: true, touch: false }}
      label={
        anyOut ? (
          bench.restore(bench.autoDeploy)
        ) : (
          <>
            {bench.pull(bench.autoDeploy)}
            <br />
            {meaningOf(both, strings)} {reach.text}
          </>
        )
      }
    >
      <button
        type="button"
        className={`${styles.groupLabel} ${styles.worked}`}
        data-state={state}
        data-testid="auto-deploy"
        aria-busy={pending || undefined}
        aria-keyshortcuts="A"
        onPointerEnter={reach.look}
        onFocus={reach.look}
        onClick={() => (anyOut ? restore('autoDeploy') : pull('autoDeploy'))}
      >
        <Name state={state} pending={pending} />
      </button>
    </Tooltip>
  )
}

/** The frame around the two parts of the Auto Deploy server. Its label is the plug of both, or says how that was. */
export const AutoDeployGroup = memo(({ layout }: { readonly layout: BenchLayout }) => {
  const readOnly = useReadOnly()
  const shown = useComponents()
  const state = pairState(shown.rules.plug, shown.waiter.plug)
  const { x, y, width, height } = layout.autoDeploy
  return (
    <div className={styles.group} data-state={state} style={{ left: x, top: y, width, height }}>
      {readOnly ? (
        <span className={styles.groupLabel} data-state={state}>
          <Name state={state} pending={false} />
        </span>
      ) : (
        <GroupPlug state={state} />
      )}
    </div>
  )
})
AutoDeployGroup.displayName = 'AutoDeployGroup'
