import { arch, cpus, homedir, hostname, platform, release, totalmem, userInfo } from 'node:os'
import { resolve } from 'node:path'
import type { Clock } from '../../shared/base/index.ts'
import type { DiagnosticSources } from '../../shared/diagnostics/index.ts'
import type { LabStores } from '../journal/index.ts'
import { readOwnErrors } from './own-errors.ts'

/** Newest facts that go along: enough for the last boots of a rack. */
const newestFacts = 5000

/** A user without an entry in the system's list, as in a container, has no name. */
const userName = (): string => {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}

type Where = {
  readonly folder: string
  readonly version: string
  readonly clock: Pick<Clock, 'now'>
}

/** What there is to tell of a lab that nobody can open: program, machine, what went wrong. */
export const sourcesWithout = ({ folder, version, clock }: Where): DiagnosticSources => ({
  version,
  at: clock.now(),
  machine: {
    platform: platform(),
    release: release(),
    arch: arch(),
    processors: cpus().length,
    memory: totalmem(),
    node: process.version,
  },
  owner: { user: userName(), computer: hostname(), paths: [homedir(), resolve(folder)] },
  document: undefined,
  history: [],
  leases: [],
  facts: [],
  packets: [],
  errors: [...readOwnErrors(folder)],
})

/** The same with all that a lab's stores hold of it. */
export const collectSources = async (
  stores: Pick<LabStores, 'documents' | 'leases' | 'journal'>,
  where: Where,
): Promise<DiagnosticSources> => ({
  ...sourcesWithout(where),
  document: stores.documents.current()?.document,
  history: [...(await stores.documents.history())],
  leases: [...(await stores.leases.all())],
  facts: [...(await stores.journal.read({ after: 0, limit: newestFacts, take: 'last' }))],
})
