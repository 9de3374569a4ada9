import { z } from 'zod'
import { ipv4 } from '../base/schemas.ts'
import { severities, type Severity } from './severity.ts'

export const severity = z.enum(severities)

/** A line of a host's log, as the receiver keeps it: fit for screens and terminals. */
export const logLine = z.object({
  /** When it came, in ms since the epoch. */
  at: z.number(),
  /** When it was written, by the host's own clock; absent where it does not say so with a year. */
  writtenAt: z.number().optional(),
  /** Where it came from. */
  address: ipv4,
  severity,
  facility: z.int().min(0).max(23),
  /** Empty where the message names none. */
  program: z.string(),
  text: z.string(),
  /** How it was written; `raw` is what nobody could read as either. */
  form: z.enum(['rfc5424', 'rfc3164', 'raw']),
})
export type LogLine = z.infer<typeof logLine>

/** Which lines of a log are asked for. */
export type LogFilter = {
  /** This one and those that are graver. */
  readonly severity?: Severity | undefined
  /** In the text or the program's name, whatever the case. */
  readonly text?: string | undefined
}

export const createFits = ({ severity: least, text = '' }: LogFilter) => {
  const rank = severities.indexOf(least ?? 'debug')
  const wanted = text.toLowerCase()
  return (line: Pick<LogLine, 'severity' | 'program' | 'text'>): boolean =>
    severities.indexOf(line.severity) <= rank &&
    `${line.program}: ${line.text}`.toLowerCase().includes(wanted)
}
