import type { Association, Recorded } from '../facts/index.ts'

/** What vCenter keeps for a host it knows: the rules are not asked again at its next boots. */
export type Stored = {
  readonly association: Association
  readonly rules: Readonly<Record<string, string>>
}

/** Stored associations, folded from the facts; `pending` was decided for hosts vCenter does not know yet. */
export type Associations = {
  readonly stored: Map<string, Stored>
  readonly pending: Map<string, Stored>
  seq: number
}

export const noAssociations = (): Associations => ({
  stored: new Map(),
  pending: new Map(),
  seq: 0,
})

/**
 * Folds one fact in. A host becomes known when it is added to vCenter; from then on it keeps what
 * it was given.
 */
export const foldAssociation = (state: Associations, { seq, fact }: Recorded): void => {
  if (seq <= state.seq) return
  state.seq = seq
  if (fact.type === 'rules.decided' && fact.from === 'rules')
    state.pending.set(fact.host, { association: fact.association, rules: fact.rules })
  if (fact.type === 'vcenter.hostAdded' && !state.stored.has(fact.host)) {
    const bare = { association: { cluster: fact.cluster }, rules: {} }
    state.stored.set(fact.host, state.pending.get(fact.host) ?? bare)
    state.pending.delete(fact.host)
  }
}
