import { useState } from 'react'
import type { ComponentId, PlugId } from '../../shared/base/index.ts'
import { blastRadius, forecast, forecastCable, type BlastRadius } from '../../shared/lab/index.ts'
import { useLabStore } from '../client/react.tsx'
import type { LabSnapshot } from '../client/store.ts'
import { useStrings, type Strings } from '../strings/index.tsx'

/** What a hand can pull: a plug of the Auto Deploy side, or the network cables of a host. */
export type Pullable =
  | { readonly kind: 'plug'; readonly plug: PlugId }
  | { readonly kind: 'cable'; readonly host: string }

/** How far it would reach, in words; only what is not nought. */
const reachText = (reach: BlastRadius, { inspector }: Strings): string => {
  const { reach: texts } = inspector
  const parts = [
    reach.midBoot > 0 && texts.midBoot(reach.midBoot),
    reach.fromCache > 0 && texts.fromCache(reach.fromCache),
    reach.stale > 0 && texts.stale(reach.stale),
    reach.wouldNotBoot > 0 && texts.wouldNotBoot(reach.wouldNotBoot),
    reach.uncertified > 0 && texts.uncertified(reach.uncertified),
    reach.loseVCenter > 0 && texts.loseVCenter(reach.loseVCenter),
  ].filter((part) => part !== false)
  return parts.length === 0 ? texts.none : `${parts.join('; ')}.`
}

/** Without both its parts a boot ends where it ends without the waiter: that is asked first. */
const firstOf = (plug: PlugId): ComponentId => (plug === 'autoDeploy' ? 'waiter' : plug)

/** What pulling it means, whatever the hosts are doing. */
export const meaningOf = (what: Pullable, { bench, inspector }: Strings): string =>
  what.kind === 'cable' ? bench.cableMeans : inspector.blast[firstOf(what.plug)]

/** What pulling it would do to the hosts right now; empty when the rules cannot be read. */
export const foretell = ({ lab }: LabSnapshot, what: Pullable, strings: Strings): string => {
  if (lab === undefined) return ''
  const {
    head,
    state: { document },
  } = lab
  try {
    if (what.kind === 'cable') {
      const told = forecastCable(head, document, what.host, head.at)?.told ?? []
      return told.map(strings.phrase).join(' ')
    }
    const outlooks = forecast(head, document, head.at).get(firstOf(what.plug)) ?? []
    return reachText(blastRadius(outlooks), strings)
  } catch {
    return ''
  }
}

/** `foretell`, reckoned when `look` is called: for many hosts it is too much to do for each frame. */
export const useReach = (what: Pullable): { readonly text: string; readonly look: () => void } => {
  const strings = useStrings()
  const store = useLabStore()
  const [text, setText] = useState('')
  return { text, look: () => setText(foretell(store.snapshot(), what, strings)) }
}
