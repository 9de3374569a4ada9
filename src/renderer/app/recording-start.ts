import { useEffect } from 'react'
import type { Recorded } from '../../shared/facts/index.ts'
import type { FactList } from '../client/facts.ts'
import { useLabStore } from '../client/react.tsx'

/** What a lab records while it closes. */
const isClosing = ({ fact }: Recorded): boolean =>
  fact.type === 'lab.closed' ||
  fact.type === 'component.stopped' ||
  (fact.type === 'host.poweredOff' && fact.by === 'stop')

/** The newest fact of a closed lab from before it closed; nothing when it did not close, or did nothing else. */
export const lastAtWork = (facts: FactList): number | undefined => {
  let place = facts.length - 1
  if (facts.at(place)?.fact.type !== 'lab.closed') return undefined
  for (; place >= 0; place--) {
    const recorded = facts.at(place)
    if (recorded !== undefined && !isClosing(recorded)) return recorded.seq
  }
  return undefined
}

/** A recording opens where its lab was last at work: at its very end all is off and closed. */
export const useRecordingStart = (): void => {
  const store = useLabStore()
  useEffect(() => {
    const control = new AbortController()
    const look = () => {
      const { lab } = store.snapshot()
      if (lab === undefined || control.signal.aborted) return
      const { state, facts, joinedAt, heldAt } = lab
      const isWhole = (facts.at(-1)?.seq ?? 0) >= joinedAt
      const isRecording = state.seat.kind === 'recording'
      if (isRecording && !isWhole) return
      control.abort()
      const seq = isRecording ? lastAtWork(facts) : undefined
      if (seq !== undefined && heldAt === undefined) store.hold(seq)
    }
    const stop = store.subscribe(look)
    control.signal.addEventListener('abort', stop)
    look()
    return () => control.abort()
  }, [store])
}
