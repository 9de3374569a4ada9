import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { useEnd, useLab } from '../client/react.tsx'
import { useHiddenSince } from '../lessons/course-provider.tsx'
import { createStanding, type Standing } from './standing.ts'

const none: Standing = new Map()
const StandingContext = createContext({ shown: none, now: none })

/** Follows the faults in force: at the moment that is shown, and now, for what is asked of the lab. */
export const StandingProvider = ({ children }: { readonly children: ReactNode }) => {
  const reader = useMemo(() => createStanding(), [])
  const facts = useLab((lab) => lab.facts)
  const count = useLab((lab) => lab.count)
  const end = useEnd()
  // One after the other: the reader goes back for an earlier moment only when another one is shown.
  const shown = useMemo(() => reader.read(facts, end), [reader, facts, end])
  const now = useMemo(() => reader.read(facts, count), [reader, facts, count])
  const standing = useMemo(() => ({ shown, now }), [shown, now])
  return <StandingContext value={standing}>{children}</StandingContext>
}

/** The faults in force as they may be shown: none while a student is to find them. */
const useAllowed = (standing: Standing): Standing =>
  useHiddenSince() === undefined ? standing : none

/** At the moment that is shown. */
export const useStanding = (): Standing => useAllowed(useContext(StandingContext).shown)

/** Now, whatever moment is shown. */
export const useStandingNow = (): Standing => useAllowed(useContext(StandingContext).now)
