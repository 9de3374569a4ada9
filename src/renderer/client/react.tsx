import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import type { Seat } from '../../shared/contract/index.ts'
import { calmed, type CalmOptions } from './calm.ts'
import { placeAfter } from './facts.ts'
import type { LabSnapshot, LabStore } from './store.ts'

const browserTime: CalmOptions = {
  now: () => performance.now(),
  later: (work, ms) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}

const StoreContext = createContext<LabStore | undefined>(undefined)
const PromptContext = createContext<LabStore | undefined>(undefined)
const CalmContext = createContext<LabStore | undefined>(undefined)

export const LabStoreProvider = ({
  store,
  children,
}: {
  readonly store: LabStore
  readonly children: ReactNode
}) => {
  const calm = useMemo(() => calmed(store, browserTime), [store])
  return (
    <PromptContext value={store}>
      <CalmContext value={calm}>
        <StoreContext value={store}>{children}</StoreContext>
      </CalmContext>
    </PromptContext>
  )
}

const useStoreOf = (context: typeof StoreContext): LabStore => {
  const store = useContext(context)
  if (store === undefined) throw new Error('No lab store above this component.')
  return store
}

export const useLabStore = (): LabStore => useStoreOf(StoreContext)

/** For what is drawn with every picture, wherever it stands. */
export const usePromptStore = (): LabStore => useStoreOf(PromptContext)

/** Below it, what the lab tells comes no faster than it can be read (`calmed`). */
export const Calm = ({ children }: { readonly children: ReactNode }) => {
  const calm = useStoreOf(CalmContext)
  return <StoreContext value={calm}>{children}</StoreContext>
}

/** Part of what a store says. `select` returns what is already there, never a fresh object. */
const useSelected = <T,>(store: LabStore, select: (snapshot: LabSnapshot) => T): T =>
  useSyncExternalStore(store.subscribe, () => select(store.snapshot()))

const ofLab =
  <T,>(select: (lab: NonNullable<LabSnapshot['lab']>) => T) =>
  ({ lab }: LabSnapshot): T => {
    if (lab === undefined) throw new Error('The lab has not answered yet.')
    return select(lab)
  }

export const useSnapshot = <T,>(select: (snapshot: LabSnapshot) => T): T =>
  useSelected(useLabStore(), select)

/** Whether the lab can be asked now. What it was asked before is asked anew when this turns. */
export const useLive = (): boolean => useSnapshot(({ link }) => link.kind === 'live')

/** The lab once it has answered. Only below `LabReady`. */
export const useLab = <T,>(select: (lab: NonNullable<LabSnapshot['lab']>) => T): T =>
  useSelected(useLabStore(), ofLab(select))

/** What this screen is to the lab. */
export const useSeat = (): Seat['kind'] => useLab((lab) => lab.state.seat.kind)

/** Whether this screen only looks: at a recording, or on while somebody else works the lab. */
export const useReadOnly = (): boolean => useSeat() !== 'operator'

/** How many facts the moment that is shown has: all, or those up to the one held at. */
export const useEnd = (): number =>
  useLab((lab) => (lab.heldAt === undefined ? lab.count : placeAfter(lab.facts, lab.heldAt)))

/** What is no fact of the journal and happened before this time, in ms, belongs to the moment that is shown. */
export const useUntil = (): number =>
  useLab(({ heldAt, facts }) =>
    heldAt === undefined ? Infinity : (facts.at(placeAfter(facts, heldAt))?.at ?? Infinity),
  )

/** The time now by the lab's clock, told anew every `tick` ms. */
export const useLabNow = (tick: number): number => {
  const { labNow } = useLabStore()
  const [now, setNow] = useState(labNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(labNow()), tick)
    return () => clearInterval(timer)
  }, [labNow, tick])
  return now
}

/** As `useLab`, with every picture and not calmed. */
export const usePromptLab = <T,>(select: (lab: NonNullable<LabSnapshot['lab']>) => T): T =>
  useSelected(usePromptStore(), ofLab(select))
