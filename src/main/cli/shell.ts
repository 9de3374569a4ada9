import type { Command } from 'commander'
import type { Clock } from '../../shared/base/index.ts'
import type { Output } from './output.ts'

/** What every command has at hand. */
export type Shell = {
  readonly output: Output
  readonly clock: Clock
  /** The process that simulated hosts run in. */
  readonly hostsWorker: URL
}

/** Gives a command that has its name its options, its own commands and what it does. */
export type Fill = (command: Command, shell: Shell) => void
