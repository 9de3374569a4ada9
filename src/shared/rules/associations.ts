import type { Rule } from '../document/schema.ts'
import type { Association, Fact, FactType, NextBootChoice, Recorded } from '../facts/index.ts'

/** What vCenter keeps for a host it knows: the rules are not asked again at its next boots. */
export type Stored = {
  readonly association: Association
  /** For each item type, the rule that gave it. */
  readonly rules: Readonly<Record<string, string>>
}

/** What the rules engine remembers, folded from the facts in place. */
export type Memory = {
  seq: number
  readonly stored: Map<string, Stored>
  /** Decided for hosts that vCenter does not know yet. */
  readonly pending: Map<string, Stored>
  /** Chosen for the next boot alone, and not used yet. */
  readonly nextBoot: Map<string, NextBootChoice>
  /** Hosts of which a boot has used such a choice, as the machines they are now. */
  readonly usedOnce: Set<string>
  /** The set that was in force last, as the journal has it. */
  inForce: readonly Rule[] | undefined
}

/** The facts that the memory is made of. */
export const memoryFacts: readonly FactType[] = [
  'rules.decided',
  'rules.setInForce',
  'rules.associationStored',
  'rules.nextBootChosen',
  'rules.nextBootTakenBack',
  'waiter.nextBootUsed',
  'document.changed',
  'vcenter.hostAdded',
  'vcenter.hostMoved',
  'vcenter.hostRemoved',
]

export const emptyMemory = (): Memory => ({
  seq: 0,
  stored: new Map(),
  pending: new Map(),
  nextBoot: new Map(),
  usedOnce: new Set(),
  inForce: undefined,
})

const place = (cluster: string, folder?: string): Association => ({
  ...(cluster === '' ? {} : { cluster }),
  ...(folder === undefined ? {} : { folder }),
})

/** A host that is moved out of clusters and folders stands in its datacenter. */
const moved = ({ association, rules }: Stored, to: Association): Stored => {
  const { cluster: _, folder: __, datacenter, ...rest } = association
  const isPlaced = to.cluster !== undefined || to.folder !== undefined
  const there = isPlaced || datacenter === undefined ? to : { datacenter }
  return { rules, association: { ...rest, ...there } }
}

const remember = (memory: Memory, fact: Fact): void => {
  const { stored, pending, nextBoot } = memory
  switch (fact.type) {
    case 'rules.decided':
      if (fact.from === 'rules')
        pending.set(fact.host, { association: fact.association, rules: fact.rules })
      break
    case 'vcenter.hostAdded': {
      if (stored.has(fact.host)) break
      const bare = { association: place(fact.cluster), rules: {} }
      stored.set(fact.host, pending.get(fact.host) ?? bare)
      pending.delete(fact.host)
      break
    }
    case 'vcenter.hostRemoved':
      stored.delete(fact.host)
      break
    case 'rules.associationStored':
      stored.set(fact.host, { association: fact.association, rules: fact.rules })
      break
    case 'vcenter.hostMoved': {
      const given = stored.get(fact.host)
      if (given !== undefined) stored.set(fact.host, moved(given, place(fact.cluster, fact.folder)))
      break
    }
    case 'rules.nextBootChosen':
      nextBoot.set(fact.host, fact.choice)
      break
    case 'rules.nextBootTakenBack':
      nextBoot.delete(fact.host)
      break
    case 'waiter.nextBootUsed':
      nextBoot.delete(fact.host)
      memory.usedOnce.add(fact.host)
      break
    case 'document.changed':
      // It was chosen for a machine that is gone, or is another one now.
      for (const host of [...(fact.hosts?.removed ?? []), ...(fact.hosts?.changed ?? [])]) {
        nextBoot.delete(host)
        memory.usedOnce.delete(host)
      }
      break
    case 'rules.setInForce':
      memory.inForce = fact.rules
      break
    default:
  }
}

/**
 * Folds one fact in; one that was folded before changes nothing. A host becomes known when it is
 * added to vCenter; from then on it keeps what it was given, until an admin repairs, sets or removes
 * it.
 */
export const foldMemory = (memory: Memory, { seq, fact }: Recorded): void => {
  if (seq <= memory.seq) return
  memory.seq = seq
  remember(memory, fact)
}
