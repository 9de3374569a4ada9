export { createFits, logLine, severities, severity } from './line.ts'
export type { LogFilter, LogLine, Severity } from './line.ts'
export { logHosts, type LogHost } from './log-hosts.ts'
export { printable } from './printable.ts'
