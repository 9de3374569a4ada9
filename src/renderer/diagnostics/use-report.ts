import { useEffect, useRef, useState } from 'react'
import type { DiagnosticSources } from '../../shared/diagnostics/index.ts'
import type { PartView, ReportAsk, ReportTold } from './report-talk.ts'

type Packed = Extract<ReportTold, { readonly kind: 'packed' }>

export type Making =
  | { readonly kind: 'making'; readonly share: number }
  | { readonly kind: 'made'; readonly parts: readonly PartView[]; readonly packed?: Packed }
  | { readonly kind: 'failed' }

const next = (before: Making, told: ReportTold): Making => {
  if (told.kind === 'share') return { kind: 'making', share: told.share }
  if (told.kind === 'made') return told
  return before.kind === 'made' ? { ...before, packed: told } : before
}

/**
 * A report in the making. A worker makes it, for it can take seconds in which the page has hosts to show; it goes with who
 * asked. `without` names the parts that the file leaves out.
 */
export const useReport = (
  sources: DiagnosticSources,
  keepNames: boolean,
  without: string,
): Making => {
  const [making, setMaking] = useState<Making>({ kind: 'making', share: 0 })
  const ask = useRef<(ask: ReportAsk) => void>(undefined)
  useEffect(() => {
    const worker = new Worker(new URL('report-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<ReportTold>) =>
      setMaking((before) => next(before, data)),
    )
    worker.addEventListener('error', () => setMaking({ kind: 'failed' }))
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is of windows
    ask.current = (asked) => worker.postMessage(asked)
    ask.current({ kind: 'make', sources, keepNames })
    return () => worker.terminate()
  }, [sources, keepNames])
  const isMade = making.kind === 'made'
  useEffect(() => {
    if (isMade) ask.current?.({ kind: 'pack', without })
  }, [isMade, without])
  return making
}
