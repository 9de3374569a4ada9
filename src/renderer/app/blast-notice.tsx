import { useEffect, useState } from 'react'
import { componentIds, componentsOf, type PlugId } from '../../shared/base/index.ts'
import { foretell, meaningOf, type Pullable } from '../bench/use-reach.ts'
import { useDeskHandle } from '../client/actions.tsx'
import { usePromptStore, useSnapshot } from '../client/react.tsx'
import type { LabSnapshot } from '../client/store.ts'
import { useStrings, type Strings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { DismissButton } from './dismiss-button.tsx'
import { usePlace } from '../place/route.ts'
import styles from './toasts.module.css'

/** In ms: long enough to be read out to a room. */
const shownFor = 9000

/** Asks of the desk about plugs and cables; `plug:all` restores them. */
const plugAsks = [...componentIds, 'autoDeploy', 'all'] as const
const cableAsk = 'uplink:'

/** What is asked for under a key of the desk; nothing when it is about no plug. */
const askedBy = (key: string): Pullable | 'all' | undefined => {
  if (key.startsWith(cableAsk)) return { kind: 'cable', host: key.slice(cableAsk.length) }
  const plug = plugAsks.find((ask) => key === `plug:${ask}`)
  return plug === undefined || plug === 'all' ? plug : { kind: 'plug', plug }
}

const isOut = ({ lab }: LabSnapshot, what: Pullable): boolean =>
  what.kind === 'cable'
    ? lab?.head.hosts.get(what.host)?.link === 'down'
    : componentsOf(what.plug).some((id) => lab?.head.components[id].plug === 'out')

/** Whether it can be pulled; not while the lab is away. */
const isIn = (now: LabSnapshot, what: Pullable): boolean =>
  now.link.kind === 'live' && !isOut(now, what)

type Pull = {
  readonly what: Pullable
  readonly reach: string
  /** The edge of the window that is away from what was used. */
  readonly edge: 'top' | 'bottom'
}

/** Of the window's height: below it the bottom edge is too near. */
const low = 0.6

const edgeAwayFrom = (used: Element | null): Pull['edge'] =>
  used !== null &&
  used.getBoundingClientRect().bottom > low * innerHeight &&
  !used.matches('body, main')
    ? 'top'
    : 'bottom'

/** The pull that was asked here last, with what was foretold before the lab was asked. */
const usePull = () => {
  const strings = useStrings()
  const store = usePromptStore()
  const desk = useDeskHandle()
  const [pull, setPull] = useState<Pull>()
  useEffect(() => {
    let before: string | undefined
    return desk.subscribe(() => {
      const key = [...desk.snapshot().busy].find((busy) => askedBy(busy) !== undefined)
      const isNew = key !== before
      before = key
      if (key === undefined || !isNew) return
      const asked = askedBy(key)
      const now = store.snapshot()
      const pulls = asked !== undefined && asked !== 'all' && isIn(now, asked)
      const edge = edgeAwayFrom(document.activeElement)
      setPull(pulls ? { what: asked, reach: foretell(now, asked, strings), edge } : undefined)
    })
  }, [desk, store, strings])
  useEffect(() => {
    if (pull === undefined) return undefined
    const timer = setTimeout(() => setPull(undefined), shownFor)
    return () => clearTimeout(timer)
  }, [pull])
  return { pull, dismiss: () => setPull(undefined) }
}

const plugKeyOf = (plug: PlugId): string =>
  plug === 'autoDeploy' ? 'A' : String(componentIds.indexOf(plug) + 1)

/** Its name, and how it comes back in. */
const namesOf = (what: Pullable, { bench, plugs }: Strings): { name: string; back: string } =>
  what.kind === 'cable'
    ? { name: bench.cableOf(what.host), back: bench.allBackBy('R') }
    : { name: plugs[what.plug], back: bench.backBy(plugKeyOf(what.plug)) }

type CardProps = Omit<Pull, 'edge'> & { readonly onDismiss: () => void }

const Card = ({ what, reach, onDismiss }: CardProps) => {
  const strings = useStrings()
  const { name, back } = namesOf(what, strings)
  const isDone = useSnapshot((now) => isOut(now, what))
  return (
    <article className={styles.toast} data-tone="warn">
      <h3>
        <Glyph name="plug" />
        {isDone ? strings.bench.pulled(name) : strings.bench.pull(name)}
      </h3>
      <p>{meaningOf(what, strings)}</p>
      <p className={styles.remedy}>
        {reach} {back}
      </p>
      <DismissButton onClick={onDismiss} />
    </article>
  )
}

/** How far a pull reaches, told when it is asked: a key or a command pulls without showing its plug first. */
export const BlastNotice = () => {
  const { pull, dismiss } = usePull()
  const { page } = usePlace()
  return (
    <div className={styles.blast} data-page={page} data-edge={pull?.edge} aria-live="polite">
      {pull !== undefined && <Card what={pull.what} reach={pull.reach} onDismiss={dismiss} />}
    </div>
  )
}
