import { useEffect, useState } from 'react'
import { useLabStore, useLive } from '../client/react.tsx'
import type { Packet } from './packet.ts'

/** How often new packets are asked for while somebody looks, in ms. */
const every = 1000
/** Packets kept in this window; the lab keeps its own ring. */
const most = 5000

/** The packets of the boot conversations, oldest first, while the component is shown; undefined until the lab told. */
export const usePackets = (): readonly Packet[] | undefined => {
  const store = useLabStore()
  const live = useLive()
  const [packets, setPackets] = useState<readonly Packet[]>()
  useEffect(() => {
    if (!live) return undefined
    let wanted = true
    // What the lab tells first is all it keeps: a link that was lost and found shows no packet twice.
    let after: number | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      const fresh = await store.client().capture.packets({ after: after ?? 0, limit: most })
      if (!wanted) return
      const isFirst = after === undefined
      after = fresh.at(-1)?.at ?? after ?? 0
      if (isFirst) setPackets(fresh)
      else if (fresh.length > 0) setPackets((before = []) => [...before, ...fresh].slice(-most))
    }
    const again = () => {
      if (wanted) timer = setTimeout(round, every)
    }
    const round = () => {
      // A lab that is gone says so by its own banner; the next round asks again.
      ask().then(again, again)
    }
    round()
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [store, live])
  return packets
}
