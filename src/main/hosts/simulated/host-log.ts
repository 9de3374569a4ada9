import type { Fact } from '../../../shared/facts/index.ts'
import { consoleLines, type ConsoleLine } from '../../../shared/host/index.ts'
import type { Severity } from '../../../shared/syslog/index.ts'

export type Entry = {
  /** ms since the epoch. */
  readonly at: number
  readonly severity: Severity
  readonly program: string
  readonly text: string
}

/** The log of a machine, in its memory: gone with its power. Whoever carries it away takes what is there. */
export type HostLog = {
  write(entry: Entry): void
  /** What was written and not taken yet; empty after that. */
  take(): readonly Entry[]
  /** Calls back at each entry. */
  onEntry(carry: () => void): void
}

/** Entries that wait to be sent; a system without a log host keeps no more. */
const mostWaiting = 500

export const createHostLog = (): HostLog => {
  let waiting: Entry[] = []
  let told: () => void = () => undefined
  return {
    write(entry) {
      waiting.push(entry)
      if (waiting.length > mostWaiting) waiting.shift()
      told()
    },
    take() {
      const all = waiting
      waiting = []
      return all
    },
    onEntry(carry) {
      told = carry
    },
  }
}

/** Who writes of it in a running system, by the first word of a fact. Firmware and boot loader have no log. */
const programs: Readonly<Record<string, string>> = {
  disk: 'vmkernel',
  kernel: 'vmkernel',
  mboot: 'vmkboot',
  esxi: 'hostd',
}

const severities: Readonly<Record<ConsoleLine['tone'], Severity>> = {
  dim: 'debug',
  plain: 'info',
  good: 'info',
  warn: 'warning',
  bad: 'error',
}

/** What the machine's console says of a fact, as entries of its log: each file that the boot loader reads is no entry. */
export const entriesOf = (fact: Fact, at: number, host: string): readonly Entry[] => {
  const program = programs[fact.type.slice(0, fact.type.indexOf('.'))]
  if (program === undefined || fact.type === 'mboot.moduleReceived') return []
  return consoleLines({ seq: 1, at, fact }, { id: host }).map(({ tone, text }) => ({
    ...{ at, program, text },
    severity: severities[tone],
  }))
}
