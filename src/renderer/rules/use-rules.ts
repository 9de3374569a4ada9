import { useMemo, useState } from 'react'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Candidate } from '../../shared/rules/index.ts'
import { useActions } from '../client/actions.tsx'
import { placeAfter, type FactList } from '../client/facts.ts'
import { useLab } from '../client/react.tsx'
import { knowledgeOf, machinesOf, type Knowledge } from './knowledge.ts'

/** The lab as it is now; rules are not edited in the past. */
export const useLabDocument = (): LabDocument => useLab((lab) => lab.state.document)

export const useKnowledge = (): Knowledge => useLab((lab) => knowledgeOf(lab.facts, lab.count))

/** Every machine the rules can be asked about. */
export const useMachines = (): readonly Candidate[] => {
  const document = useLabDocument()
  const knowledge = useKnowledge()
  return useMemo(() => machinesOf(document, knowledge), [document, knowledge])
}

/** An order that was asked for: after fact `since`, and with the version of the document that it made, once that is known. */
type Asked = {
  readonly names: readonly string[]
  readonly since: number
  readonly version?: number
}

/** Whether the document as it was after fact `seq` had been through what was asked for, also when that was undone since. */
export const hasBeenThrough = (
  facts: FactList,
  seq: number,
  { since, version }: Omit<Asked, 'names'>,
): boolean => {
  // Facts that end before are another lab's.
  if ((facts.at(-1)?.seq ?? 0) < since) return true
  return facts
    .slice(placeAfter(facts, since), placeAfter(facts, seq))
    .some(({ fact }) => fact.type === 'document.changed' && fact.version === version)
}

/** The working set in order, and a way to change it that shows the new order at once. */
export const useWorkingOrder = (): {
  readonly order: readonly string[]
  readonly reorder: (names: readonly string[]) => void
} => {
  const { working } = useLabDocument().rules
  const facts = useLab((lab) => lab.facts)
  const seq = useLab((lab) => lab.state.seq)
  const { change } = useActions()
  /** Rows that an older document put back would lose the focus. */
  const [asked, setAsked] = useState<Asked>()
  const isOver = useMemo(
    () => asked === undefined || hasBeenThrough(facts, seq, asked),
    [facts, seq, asked],
  )
  const reorder = (names: readonly string[]): void => {
    const settle = (next: Asked | undefined) =>
      setAsked((now) => (now?.names === names ? next : now))
    const since = facts.at(-1)?.seq ?? 0
    setAsked({ names, since })
    void change({ kind: 'setRuleSet', names: [...names], activate: false }).then((made) =>
      settle(made && { names, since, version: made.version }),
    )
  }
  return { order: isOver ? working : (asked?.names ?? working), reorder }
}
