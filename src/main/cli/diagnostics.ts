import { arch, cpus, platform, release, totalmem } from 'node:os'
import type { Clock } from '../../shared/base/index.ts'
import type { LabStores } from '../journal/index.ts'

/** Newest facts that go along: enough for the last boots of a rack. */
const newestFacts = 5000

/**
 * What a defect report needs, as one JSON value: program, machine, lab document, the newest facts. It
 * names the lab's hosts and addresses and nothing of the laptop beyond its kind.
 */
export const collectDiagnostics = async (stores: LabStores, version: string, clock: Clock) => ({
  headwaiter: version,
  made: new Date(clock.now()).toISOString(),
  machine: {
    platform: platform(),
    release: release(),
    arch: arch(),
    processors: cpus().length,
    memory: totalmem(),
    node: process.version,
  },
  document: stores.documents.current(),
  history: await stores.documents.history(),
  leases: await stores.leases.all(),
  facts: {
    last: stores.journal.last(),
    newest: await stores.journal.read({ after: 0, limit: newestFacts, take: 'last' }),
  },
})
