import { isDeepStrictEqual } from 'node:util'
import { LabError, type ComponentId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Association, Fact } from '../../shared/facts/index.ts'
import type { ConsoleHost, HostPlace } from '../../shared/powercli/index.ts'
import {
  changesBetween,
  repairedAssociation,
  testCompliance,
  type Candidate,
  type ComplianceTest,
  type Stored,
} from '../../shared/rules/index.ts'
import type { Record } from '../record.ts'
import { activeSetOf } from './answer.ts'

/** What Test, Repair and the Set-...Association cmdlets do. */
export type Associations = {
  /** `LabError` `powercli.not-found` for a host that vCenter does not have. */
  test(host: string): ComplianceTest
  /** Stores what the active rules give the host now. A new place takes effect at once. */
  repair(host: string): Promise<ComplianceTest>
  /** Stores these items beside the others. */
  set(host: string, items: Association): Promise<void>
  /** Puts the host into a cluster or folder, at once and for its next boots. */
  move(host: string, to: HostPlace): Promise<void>
  /** Stores what a backup has for the host. A new place takes effect at once. */
  restore(host: string, stored: Stored): Promise<void>
}

export type AssociationsDeps = {
  readonly document: () => LabDocument
  readonly host: (id: string) => ConsoleHost | undefined
  readonly isUp: (component: ComponentId) => boolean
  readonly record: Record
}

type Known = Candidate & { readonly stored: Stored }

const storedFact = (
  { id, stored }: Known,
  by: 'repair' | 'admin',
  { association, rules }: Stored,
): Fact => ({
  type: 'rules.associationStored',
  host: id,
  by,
  association,
  rules: { ...rules },
  changes: changesBetween(stored.association, association).map(({ type, from, to }) => ({
    itemType: type,
    current: from,
    expected: to,
  })),
})

/** vCenter moves the host, when its place is another now; the rest waits for the next boot. */
const moveFact = (
  { id, stored }: Known,
  by: 'repair' | 'admin',
  { association }: Stored,
): readonly Fact[] => {
  const isMoved = changesBetween(stored.association, association).some(
    ({ type }) => type === 'location',
  )
  const { cluster = '', folder } = association
  const place = { cluster, ...(folder === undefined ? {} : { folder }) }
  return isMoved ? [{ type: 'vcenter.hostMoved', host: id, ...place, by }] : []
}

export const createAssociations = (deps: AssociationsDeps): Associations => {
  const known = (id: string): Known => {
    const host = deps.host(id)
    if (host?.stored === undefined)
      throw new LabError('powercli.not-found', `vCenter has no host "${id}".`, { host: id })
    return { ...host, stored: host.stored }
  }
  const checkUp = (component: 'rules' | 'vcenter'): void => {
    if (!deps.isUp(component))
      throw new LabError('powercli.unreachable', `The plug of ${component} is out.`, {
        target: component,
      })
  }
  const active = activeSetOf(deps.document)

  return {
    test: (id) => testCompliance(active(), known(id)),
    repair: async (id) => {
      checkUp('rules')
      checkUp('vcenter')
      const host = known(id)
      const set = active()
      const test = testCompliance(set, host)
      const repaired = repairedAssociation(set, host)
      if (test.items.length > 0)
        await deps.record(
          storedFact(host, 'repair', repaired),
          ...moveFact(host, 'repair', repaired),
        )
      return test
    },
    set: async (id, items) => {
      // A host profile is attached in vCenter; the rest is Auto Deploy's to keep.
      checkUp(items.hostProfile === undefined ? 'rules' : 'vcenter')
      const host = known(id)
      const { association, rules } = host.stored
      const changed = { association: { ...association, ...items }, rules }
      await deps.record(storedFact(host, 'admin', changed))
    },
    move: async (id, to) => {
      checkUp('vcenter')
      const host = known(id)
      const {
        cluster: _,
        folder: _folder,
        datacenter: _datacenter,
        ...rest
      } = host.stored.association
      const moved = { ...host.stored, association: { ...rest, ...to } }
      const move = moveFact(host, 'admin', moved)
      if (move.length > 0) await deps.record(storedFact(host, 'admin', moved), ...move)
    },
    restore: async (id, stored) => {
      checkUp('rules')
      checkUp('vcenter')
      const host = known(id)
      if (isDeepStrictEqual(host.stored, stored)) return
      await deps.record(storedFact(host, 'admin', stored), ...moveFact(host, 'admin', stored))
    },
  }
}
