import { useEffect, useState } from 'react'
import type { DiagnosticSources } from '../../shared/diagnostics/index.ts'
import { useLabStore } from '../client/react.tsx'

/** ms that the lab has to answer before the page says what else can be done. */
const patience = 15_000

type Asked =
  | { readonly kind: 'asking' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'told'; readonly sources: DiagnosticSources }

/** What a report is made of, asked once: what is saved is what was looked at. `broken` is what this page itself met. */
export const useSources = (broken?: Error): Asked => {
  const store = useLabStore()
  const [asked, setAsked] = useState<Asked>({ kind: 'asking' })
  useEffect(() => {
    const over = new AbortController()
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(patience)])
    const tell = (next: Asked) => {
      if (!over.signal.aborted) setAsked(next)
    }
    store
      .client()
      .lab.diagnostics(undefined, { signal })
      .then(
        (sources) => tell({ kind: 'told', sources: withError(sources, broken) }),
        () => tell({ kind: 'silent' }),
      )
    return () => over.abort()
  }, [store, broken])
  return asked
}

const withError = (sources: DiagnosticSources, broken: Error | undefined): DiagnosticSources =>
  broken === undefined
    ? sources
    : {
        ...sources,
        errors: [...sources.errors, { at: sources.at, text: broken.stack ?? broken.message }],
      }
