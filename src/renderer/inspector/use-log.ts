import { useEffect, useRef, useState } from 'react'
import type { LogsState } from '../../shared/contract/index.ts'
import type { LogFilter } from '../../shared/syslog/index.ts'
import { useLabStore, useLive } from '../client/react.tsx'
import { showLog, type ShownLine } from './show-log.ts'

/** Lines that are asked for. */
const asked = 500

type Log = {
  /** Undefined until the lab has answered. */
  readonly lines: readonly ShownLine[] | undefined
  readonly isHeld: boolean
  readonly hold: () => void
  readonly follow: () => void
}

/** The log of a sender as it comes, or as it was when it was held; another filter asks anew. */
export const useLog = ({
  sender,
  severity,
  text,
}: LogFilter & { readonly sender: string }): Log => {
  const store = useLabStore()
  const live = useLive()
  const [lines, setLines] = useState<readonly ShownLine[]>()
  const [isHeld, setHeld] = useState(false)
  const [round, setRound] = useState(0)
  const held = useRef(isHeld)
  useEffect(() => {
    held.current = isHeld
  }, [isHeld])
  useEffect(() => {
    if (!live) return undefined
    const over = new AbortController()
    const { signal } = over
    const ask = async () =>
      showLog(
        await store.client().logs.follow({ sender, severity, text, last: asked }, { signal }),
        {
          isHeld: () => held.current,
          show: (shown) => {
            if (!signal.aborted) setLines(shown)
          },
        },
      )
    // A link that is lost says so itself.
    ask().catch(() => undefined)
    return () => over.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- each round asks anew
  }, [store, live, sender, severity, text, round])
  return {
    lines,
    isHeld,
    hold: () => setHeld(true),
    follow: () => {
      setHeld(false)
      setRound(round + 1)
    },
  }
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
