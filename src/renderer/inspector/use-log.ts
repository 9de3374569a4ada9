import { useEffect, useState } from 'react'
import type { LogsState } from '../../shared/contract/index.ts'
import type { LogFilter, LogLine } from '../../shared/syslog/index.ts'
import type { LabClient } from '../client/connection.ts'
import { useLabStore, useLive } from '../client/react.tsx'

/** Lines that are asked for, and that are shown of those that came since. */
const asked = 500
const mostShown = 1000

export type ShownLine = LogLine & { readonly key: number }

type Wanted = LogFilter & { readonly sender: string }

const follow = async (
  client: LabClient,
  wanted: Wanted,
  signal: AbortSignal,
  show: (lines: readonly ShownLine[]) => void,
): Promise<void> => {
  let shown: readonly ShownLine[] = []
  let key = 0
  for await (const more of await client.logs.follow({ ...wanted, last: asked }, { signal })) {
    if (signal.aborted) return
    shown = [...shown, ...more.map((line) => ({ ...line, key: key++ }))].slice(-mostShown)
    show(shown)
  }
}

/** The log of a sender as it comes; undefined until the lab has answered. */
export const useLog = ({ sender, severity, text }: Wanted): readonly ShownLine[] | undefined => {
  const store = useLabStore()
  const live = useLive()
  const [lines, setLines] = useState<readonly ShownLine[]>()
  useEffect(() => {
    if (!live) return undefined
    const over = new AbortController()
    // A link that is lost says so itself.
    follow(store.client(), { sender, severity, text }, over.signal, setLines).catch(() => undefined)
    return () => over.abort()
  }, [store, live, sender, severity, text])
  return lines
}

/** Where logs are received and who was heard, asked for while `wanted`. */
export const useLogsState = (wanted: boolean): LogsState | undefined => {
  const store = useLabStore()
  const live = useLive()
  const [state, setState] = useState<LogsState>()
  useEffect(() => {
    if (!live || !wanted) return undefined
    let left = false
    store
      .client()
      .logs.state()
      .then(
        (found) => {
          if (!left) setState(found)
        },
        () => undefined,
      )
    return () => {
      left = true
    }
  }, [store, live, wanted])
  return state
}
