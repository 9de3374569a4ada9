import type { DiagnosticSources, PartId } from '../../shared/diagnostics/index.ts'

/** Lines that are drawn of a part; the file has all of them. */
export const mostLines = 300

/** A part as the page shows it. */
export type PartView = {
  readonly id: PartId
  readonly file: string
  readonly size: number
  /** All its lines, and the first of them. */
  readonly count: number
  readonly lines: readonly string[]
}

/** What the page asks its worker: once for the parts, then for the file, each time another part is left out (`facts,leases`). */
export type ReportAsk =
  | { readonly kind: 'make'; readonly sources: DiagnosticSources; readonly keepNames: boolean }
  | { readonly kind: 'pack'; readonly without: string }

export type ReportTold =
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'made'; readonly parts: readonly PartView[] }
  | { readonly kind: 'packed'; readonly without: string; readonly bytes: Uint8Array<ArrayBuffer> }
