export { packReport, partIds, reportParts, type PartId, type ReportPart } from './report.ts'
export type { DiagnosticSources } from './sources.ts'
