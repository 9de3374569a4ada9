import type { Severity } from '../../../shared/syslog/index.ts'

export const logs = {
  list: (host: string) => `Log of ${host}`,
  severity: 'Severity',
  severities: {
    emergency: 'emergency',
    alert: 'alert',
    critical: 'critical',
    error: 'error',
    warning: 'warning',
    notice: 'notice',
    info: 'info',
    debug: 'debug',
  } satisfies Record<Severity, string>,
  all: 'All lines',
  andGraver: (severity: string) => `From ${severity} up`,
  filter: 'Filter the log',
  pause: 'Pause',
  follow: 'Follow',
  nothingFits: 'No line of its log is like that.',
  none: 'No log of this host has come.',
  why: 'A stateless host keeps its log in memory, and loses it with each restart. It sends it away where its host profile names a log host, in the option Syslog.global.logHost. This lab receives logs at:',
  profileOf: 'Its host profile:',
  setIt: 'Set the option to one of these and restart the host.',
  ofRecording: 'Logs stay with the lab they came to; a recording has none.',
  notReceived: (problem: string) => `Logs are not received: ${problem}`,
}
