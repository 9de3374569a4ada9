import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react'
import { placeAfter } from './facts.ts'
import type { LabSnapshot, LabStore } from './store.ts'

const StoreContext = createContext<LabStore | undefined>(undefined)

export const LabStoreProvider = (props: {
  readonly store: LabStore
  readonly children: ReactNode
}) => <StoreContext value={props.store}>{props.children}</StoreContext>

export const useLabStore = (): LabStore => {
  const store = useContext(StoreContext)
  if (store === undefined) throw new Error('No lab store above this component.')
  return store
}

/** Part of what the lab has told us. `select` returns what is already there, never a fresh object. */
export const useSnapshot = <T,>(select: (snapshot: LabSnapshot) => T): T => {
  const store = useLabStore()
  return useSyncExternalStore(store.subscribe, () => select(store.snapshot()))
}

/** The lab once it has answered. Only below `LabReady`. */
export const useLab = <T,>(select: (lab: NonNullable<LabSnapshot['lab']>) => T): T =>
  useSnapshot(({ lab }) => {
    if (lab === undefined) throw new Error('The lab has not answered yet.')
    return select(lab)
  })

/** How many facts the moment that is shown has: all, or those up to the one held at. */
export const useEnd = (): number =>
  useLab((lab) => (lab.heldAt === undefined ? lab.count : placeAfter(lab.facts, lab.heldAt)))
