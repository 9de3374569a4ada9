import type { Command } from 'commander'
import type { Clock } from '../../shared/base/index.ts'
import type { Output } from './output.ts'

/** What every command has at hand. */
export type Shell = {
  readonly output: Output
  readonly clock: Clock
  /** The thread that simulated hosts run on. */
  readonly hostsWorker: URL
}

/** Gives a command that has its name its options, its own commands and what it does. */
export type Fill = (command: Command, shell: Shell) => void
