import type { Clock } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import {
  foldHost,
  progressOf,
  type BootProgress,
  type BootState,
  type Fallback,
  type HostView,
} from '../../shared/host/index.ts'
import type { JournalStore } from '../journal/store.ts'

/** Where a host's boot stands: how far it is, and what became of it when it fell silent. */
export type HostProgress = {
  readonly host: string
  readonly state: BootState
  /** Whose word this rests on. */
  readonly witness: 'host' | 'services'
  readonly firmware?: 'bios' | 'uefi'
  readonly progress?: BootProgress
  readonly fallback?: Fallback
}

/** Facts that are enough for the last boot of a host and the one before. */
const factsOfBoot = 2_000

const standing = (view: HostView, now: number, speed: number): HostProgress => {
  const { id, state, witness = 'services', firmware, fallback } = view
  const progress = progressOf(view, now, witness === 'host' ? speed : 1)
  return {
    ...{ host: id, state, witness },
    ...(firmware !== undefined && { firmware }),
    ...(progress !== undefined && { progress }),
    ...(fallback !== undefined && { fallback }),
  }
}

/**
 * Reads from the journal how far the boots of hosts are; a host without a fact is left out. One after the other: thousands of
 * questions at once would stand before every lease that waits for the journal.
 */
export const readProgress = async (
  hosts: readonly string[],
  {
    journal,
    document,
    clock,
  }: {
    readonly journal: Pick<JournalStore, 'read'>
    readonly document: () => LabDocument
    readonly clock: Pick<Clock, 'now'>
  },
): Promise<readonly HostProgress[]> => {
  const found: HostProgress[] = []
  for (const host of hosts) {
    const facts = await journal.read({ after: 0, limit: factsOfBoot, host, take: 'last' })
    const view = facts.reduce<HostView | undefined>(foldHost, undefined)
    if (view !== undefined) found.push(standing(view, clock.now(), document().speed))
  }
  return found
}
