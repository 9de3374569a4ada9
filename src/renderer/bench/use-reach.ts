import { useState } from 'react'
import type { ComponentId } from '../../shared/base/index.ts'
import type { BlastRadius } from '../../shared/lab/index.ts'
import { useLabStore } from '../client/react.tsx'
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

/**
 * What pulling a plug would do to the hosts. Reckoned when `look` is called: for many hosts it is too
 * much to do for each frame.
 */
export const useReach = (
  component: ComponentId,
): { readonly text: string; readonly look: () => void } => {
  const strings = useStrings()
  const store = useLabStore()
  const [text, setText] = useState('')
  const look = () => {
    const { lab } = store.snapshot()
    if (lab === undefined) return
    const reach = reachOf(lab.view, lab.state.document, component, lab.view.at)
    setText(reach === undefined ? '' : reachText(reach, strings))
  }
  return { text, look }
}
