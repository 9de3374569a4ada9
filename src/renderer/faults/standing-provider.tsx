import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { placeAfter } from '../client/facts.ts'
import { useLab } from '../client/react.tsx'
import { useHiddenSince } from '../lessons/course-provider.tsx'
import { createStanding, type Standing } from './standing.ts'

const none: Standing = new Map()
const StandingContext = createContext<Standing>(none)

/** Follows the faults in force, up to the moment that is shown. */
export const StandingProvider = ({ children }: { readonly children: ReactNode }) => {
  const reader = useMemo(() => createStanding(), [])
  const facts = useLab((lab) => lab.facts)
  const end = useLab((lab) =>
    lab.heldAt === undefined ? lab.count : placeAfter(lab.facts, lab.heldAt),
  )
  const standing = reader.read(facts, end)
  return <StandingContext value={standing}>{children}</StandingContext>
}

/** The faults in force as they may be shown: none while a student is to find them. */
export const useStanding = (): Standing => {
  const standing = useContext(StandingContext)
  return useHiddenSince() === undefined ? standing : none
}
