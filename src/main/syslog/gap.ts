import type { LogLine } from '../../shared/syslog/index.ts'
import { allowed } from './allowance.ts'

const wordsFor = {
  dropped: `messages were dropped here: more than ${String(allowed.perSecond)} a second came.`,
  unwritten: 'messages are missing here: the disk took nothing.',
} as const

/** Messages that a log has not, and why. */
export type Gap = { readonly at: number; readonly address: string; readonly count: number }

/** Where lines are missing, the log says so itself. */
export const gapLine = (why: keyof typeof wordsFor, { at, address, count }: Gap): LogLine => ({
  ...{ at, address, severity: 'warning', facility: 5, program: 'headwaiter', form: 'raw' },
  text: `${String(count)} ${wordsFor[why]}`,
})
