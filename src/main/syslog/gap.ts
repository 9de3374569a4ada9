import type { LogLine } from '../../shared/syslog/index.ts'

/** Where lines are missing, the log says so itself. */
export const gapLine = (at: number, address: string, text: string): LogLine => ({
  at,
  address,
  severity: 'warning',
  facility: 5,
  program: 'headwaiter',
  form: 'raw',
  text,
})
