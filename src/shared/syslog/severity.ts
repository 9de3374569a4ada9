/** Severities of RFC 5424 (section 6.2.1) in their order: the first is the gravest. */
export const severities = [
  'emergency',
  'alert',
  'critical',
  'error',
  'warning',
  'notice',
  'info',
  'debug',
] as const
export type Severity = (typeof severities)[number]
