import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { useHiddenSince } from '../lessons/course-provider.tsx'
import { useRead } from '../wire/use-reading.ts'
import { createStanding, type Standing } from './standing.ts'

const none: Standing = new Map()
const StandingContext = createContext<Standing>(none)

/** Follows the faults in force, up to the moment that is shown. */
export const StandingProvider = ({ children }: { readonly children: ReactNode }) => {
  const reader = useMemo(() => createStanding(), [])
  const standing = useRead(reader)
  return <StandingContext value={standing}>{children}</StandingContext>
}

/** The faults in force as they may be shown: none while a student is to find them. */
export const useStanding = (): Standing => {
  const standing = useContext(StandingContext)
  return useHiddenSince() === undefined ? standing : none
}
