import { createContext, useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { troubleOf } from '../client/errors.ts'
import { useLabStore } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { createImportDesk, type ImportDesk, type ImportSnapshot } from './desk.ts'

const ImportsContext = createContext<ImportDesk | undefined>(undefined)

const pageTime = (): number => performance.now()

/** Keeps the imports of this window, whatever page it shows. */
export const ImportsProvider = ({ children }: { readonly children: ReactNode }) => {
  const store = useLabStore()
  const { toasts } = useStrings()
  const desk = useMemo(() => {
    const otherwise = { message: toasts.noAnswer, remedy: toasts.noAnswerRemedy }
    return createImportDesk({
      client: () => store.client(),
      now: pageTime,
      troubleOf: (error) => troubleOf(error, otherwise),
    })
  }, [store, toasts])
  return <ImportsContext value={desk}>{children}</ImportsContext>
}

export const useImportDesk = (): ImportDesk => {
  const desk = useContext(ImportsContext)
  if (desk === undefined) throw new Error('No imports above this component.')
  return desk
}

/** Where the imports of this window stand. */
export const useImports = (): ImportSnapshot => {
  const desk = useImportDesk()
  return useSyncExternalStore(desk.subscribe, desk.snapshot)
}
