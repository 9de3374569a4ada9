import { packReport, reportParts, type ReportPart } from '../../shared/diagnostics/index.ts'
import { mostLines, type PartView, type ReportAsk, type ReportTold } from './report-talk.ts'

/** Steps of the progress that are told: a bar shows no more. */
const steps = 100

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one page
const tell = (told: ReportTold): void => self.postMessage(told)

const viewOf = ({ id, file, bytes, text }: ReportPart): PartView => {
  const lines = text.trimEnd().split('\n')
  return { id, file, size: bytes.length, count: lines.length, lines: lines.slice(0, mostLines) }
}

const make = ({ sources, keepNames }: Extract<ReportAsk, { readonly kind: 'make' }>) => {
  let last = -1
  const parts = reportParts(sources, {
    keepNames,
    note: (share) => {
      const step = Math.floor(share * steps)
      if (step === last) return
      last = step
      tell({ kind: 'share', share })
    },
  })
  tell({ kind: 'made', parts: parts.map(viewOf) })
  return (without: string) => {
    const left = new Set(without.split(','))
    const kept = parts.filter(({ id }) => !left.has(id))
    tell({ kind: 'packed', without, bytes: packReport(kept, { at: sources.at, keepNames }) })
  }
}

let pack: ReturnType<typeof make> | undefined

self.addEventListener('message', ({ data }: MessageEvent<ReportAsk>) => {
  if (data.kind === 'make') pack = make(data)
  else pack?.(data.without)
})
