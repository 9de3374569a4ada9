import { useState } from 'react'
import type { ComponentId, PlugId } from '../../shared/base/index.ts'
import type { BlastRadius } from '../../shared/lab/index.ts'
import { useLabStore } from '../client/react.tsx'
import type { LabSnapshot } from '../client/store.ts'
import { useStrings, type Strings } from '../strings/index.tsx'
import { reachOf } from './blast.ts'

/** How far it would reach, in words; only what is not nought. */
export const reachText = (reach: BlastRadius, { inspector }: Strings): string => {
  const { reach: texts } = inspector
  const parts = [
    reach.midBoot > 0 && texts.midBoot(reach.midBoot),
    reach.fromCache > 0 && texts.fromCache(reach.fromCache),
    reach.stale > 0 && texts.stale(reach.stale),
    reach.wouldNotBoot > 0 && texts.wouldNotBoot(reach.wouldNotBoot),
    reach.loseVCenter > 0 && texts.loseVCenter(reach.loseVCenter),
  ].filter((part) => part !== false)
  return parts.length === 0 ? texts.none : `${parts.join('; ')}.`
}

/** Without both its parts a boot ends where it ends without the waiter: that is asked first. */
export const firstOf = (plug: PlugId): ComponentId => (plug === 'autoDeploy' ? 'waiter' : plug)

/** What pulling a plug would do to the hosts right now; empty when the rules cannot be read. */
export const foretell = ({ lab }: LabSnapshot, plug: PlugId, strings: Strings): string => {
  if (lab === undefined) return ''
  const reach = reachOf(lab.head, lab.state.document, firstOf(plug), lab.head.at)
  return reach === undefined ? '' : reachText(reach, strings)
}

/** `foretell`, reckoned when `look` is called: for many hosts it is too much to do for each frame. */
export const useReach = (plug: PlugId): { readonly text: string; readonly look: () => void } => {
  const strings = useStrings()
  const store = useLabStore()
  const [text, setText] = useState('')
  return { text, look: () => setText(foretell(store.snapshot(), plug, strings)) }
}
