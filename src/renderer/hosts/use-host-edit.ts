import { useCallback, useState } from 'react'
import type { RackEdit } from '../../shared/rack/index.ts'
import { useAsk } from '../rules/use-rules.ts'
import { useStrings } from '../strings/index.tsx'

/** An edit that was made: the version it led to, and what it did in words. */
export type Made = { readonly version: number; readonly summary: string }

/** Changes which hosts there are; resolves with nothing where the lab refused, which a notice then says. */
export const useHostEdit = (): {
  readonly edit: (edit: RackEdit) => Promise<Made | undefined>
  readonly busy: boolean
} => {
  const ask = useAsk()
  const { toasts } = useStrings()
  const [busy, setBusy] = useState(false)
  const edit = useCallback(
    async (asked: RackEdit): Promise<Made | undefined> => {
      let made: Made | undefined
      setBusy(true)
      await ask(toasts.failed.edit, async ({ document }) => {
        made = await document.edit(asked)
      })
      setBusy(false)
      return made
    },
    [ask, toasts],
  )
  return { edit, busy }
}
