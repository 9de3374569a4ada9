import { useEffect, useRef, useState } from 'react'
import type { LogsState } from '../../shared/contract/index.ts'
import type { LogFilter } from '../../shared/syslog/index.ts'
import { useLabStore, useLive } from '../client/react.tsx'
import { reaches, showLog, type ShownLog } from './show-log.ts'

export type Log = {
  /** Undefined until the lab has answered. */
  readonly shown: (ShownLog & { readonly reach: keyof typeof reaches }) | undefined
  readonly isHeld: boolean
  readonly hold: () => void
  readonly follow: () => void
  /** Asks for all that the lab tells, from now on. */
  readonly reachBack: () => void
}

/** The log of a sender as it comes, or as it was when it was held; another filter and a longer reach ask anew. */
export const useLog = ({
  sender,
  severity,
  text,
}: LogFilter & { readonly sender: string }): Log => {
  const store = useLabStore()
  const live = useLive()
  const [shown, setShown] = useState<Log['shown']>()
  const [reach, setReach] = useState<keyof typeof reaches>('newest')
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
        await store
          .client()
          .logs.follow({ sender, severity, text, last: reaches[reach].asked }, { signal }),
        {
          reach: reaches[reach],
          isHeld: () => held.current,
          show: (log) => {
            if (!signal.aborted) setShown({ ...log, reach })
          },
        },
      )
    // A link that is lost says so itself.
    ask().catch(() => undefined)
    return () => over.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- each round asks anew
  }, [store, live, sender, severity, text, reach, round])
  return {
    shown,
    isHeld,
    hold: () => setHeld(true),
    follow: () => {
      setHeld(false)
      setRound(round + 1)
    },
    reachBack: () => setReach('all'),
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
