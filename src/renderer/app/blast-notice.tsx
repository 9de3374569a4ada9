import { useEffect, useState } from 'react'
import { componentIds, componentsOf, type PlugId } from '../../shared/base/index.ts'
import { firstOf, foretell } from '../bench/use-reach.ts'
import { useDeskHandle } from '../client/actions.tsx'
import { usePromptStore } from '../client/react.tsx'
import type { LabSnapshot } from '../client/store.ts'
import { useStrings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { DismissButton } from './dismiss-button.tsx'
import styles from './toasts.module.css'

/** In ms: long enough to be read out to a room. */
const shownFor = 9000

/** What can be asked of plugs: `all` restores them. */
const asks = [...componentIds, 'autoDeploy', 'all'] as const

const keyOf = (plug: PlugId): string =>
  plug === 'autoDeploy' ? 'A' : String(componentIds.indexOf(plug) + 1)

/** Whether a plug can be pulled; not while the lab is away. */
const isIn = ({ lab, link }: LabSnapshot, plug: PlugId): boolean =>
  link.kind === 'live' && componentsOf(plug).every((id) => lab?.head.components[id].plug !== 'out')

type Pull = { readonly plug: PlugId; readonly reach: string }

/** The pull that was asked here last, with what was foretold before the lab was asked. */
const usePull = () => {
  const strings = useStrings()
  const store = usePromptStore()
  const desk = useDeskHandle()
  const [pull, setPull] = useState<Pull>()
  useEffect(() => {
    let before: (typeof asks)[number] | undefined
    return desk.subscribe(() => {
      const { busy } = desk.snapshot()
      const asked = asks.find((ask) => busy.has(`plug:${ask}`))
      const isNew = asked !== before
      before = asked
      if (asked === undefined || !isNew) return
      const now = store.snapshot()
      const pulls = asked !== 'all' && isIn(now, asked)
      setPull(pulls ? { plug: asked, reach: foretell(now, asked, strings) } : undefined)
    })
  }, [desk, store, strings])
  useEffect(() => {
    if (pull === undefined) return undefined
    const timer = setTimeout(() => setPull(undefined), shownFor)
    return () => clearTimeout(timer)
  }, [pull])
  return { pull, dismiss: () => setPull(undefined) }
}

const Card = ({ plug, reach, onDismiss }: Pull & { readonly onDismiss: () => void }) => {
  const { bench, inspector, plugs } = useStrings()
  return (
    <article className={styles.toast} data-tone="warn">
      <h3>
        <Glyph name="plug" />
        {bench.pull(plugs[plug])}
      </h3>
      <p>{inspector.blast[firstOf(plug)]}</p>
      <p className={styles.remedy}>
        {reach} {bench.backBy(keyOf(plug))}
      </p>
      <DismissButton onClick={onDismiss} />
    </article>
  )
}

/** How far a pull reaches, told when it is asked: a key or a command pulls without showing its plug first. */
export const BlastNotice = () => {
  const { pull, dismiss } = usePull()
  return (
    <div className={styles.blast} aria-live="polite">
      {pull !== undefined && <Card {...pull} onDismiss={dismiss} />}
    </div>
  )
}
