import type { Value } from './values.ts'

/** A command line that was run. */
export type HistoryEntry = { readonly id: number; readonly text: string }

/** What lives as long as a console does. */
export type Session = {
  /** By name in lower case. */
  readonly variables: Map<string, Value>
  readonly history: HistoryEntry[]
  /** Messages, the latest first. */
  readonly errors: string[]
  /** The vCenter that the console is connected to, and as whom. */
  connection: { readonly server: string; readonly port: number; readonly user: string } | undefined
  /** Depots that were added, by the address typed. */
  readonly depots: string[]
  /** Errors noted in all, silenced ones as well. */
  failures: number
  /** Whether the last statement went well: `$?`. */
  succeeded: boolean
}

export const createSession = (): Session => ({
  variables: new Map(),
  history: [],
  errors: [],
  connection: undefined,
  depots: [],
  failures: 0,
  succeeded: true,
})

/** Lines kept in the history. */
const keptHistory = 500
const keptErrors = 50

/** Words that keep a line out of the history: it may hold a secret. */
const secret = /password|asplaintext|token|apikey|secret/i

export const remember = ({ history }: Session, text: string): void => {
  if (text.trim() === '' || secret.test(text)) return
  history.push({ id: (history.at(-1)?.id ?? 0) + 1, text })
  if (history.length > keptHistory) history.shift()
}

export const noteError = (session: Session, message: string): void => {
  const { errors } = session
  errors.unshift(message)
  errors.length = Math.min(errors.length, keptErrors)
  session.failures += 1
}
