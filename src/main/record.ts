import type { Fact, Recorded } from '../shared/facts/index.ts'

/**
 * Appends facts to the journal. Resolves when they are durable: a reply that a fact speaks of leaves
 * only then. Facts given in one call become durable together or not at all.
 */
export type Record = (...facts: readonly Fact[]) => Promise<readonly Recorded[]>
