import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { isSame } from '../../shared/document/same.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Candidate, RuleEdit } from '../../shared/rules/index.ts'
import { useDeskHandle } from '../client/actions.tsx'
import { troubleOf, type Trouble } from '../client/errors.ts'
import { useLab, useLabStore } from '../client/react.tsx'
import type { LabClient } from '../client/connection.ts'
import { useStrings } from '../strings/index.tsx'
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

export type Ask = (title: string, work: (client: LabClient) => Promise<unknown>) => Promise<boolean>

/** Asks the lab for things one after the other, none left out; says whether each was done. */
export const useAsk = (): Ask => {
  const store = useLabStore()
  const desk = useDeskHandle()
  const { toasts } = useStrings()
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const asked = useRef(0)
  return useCallback(
    (title, work) => {
      const otherwise: Trouble = { message: toasts.noAnswer, remedy: toasts.noAnswerRemedy }
      const done = last.current.then(() => work(store.client()))
      last.current = done.catch(() => undefined)
      asked.current += 1
      desk.ask(
        `rules:${asked.current}`,
        () => done,
        (error) => troubleOf(error, otherwise),
        title,
      )
      return done.then(
        () => true,
        () => false,
      )
    },
    [store, desk, toasts],
  )
}

/** Edits the rules; says whether the edit was made. */
export const useRuleEdit = (): ((edit: RuleEdit) => Promise<boolean>) => {
  const ask = useAsk()
  const { toasts } = useStrings()
  return useCallback(
    (edit) => ask(toasts.failed.edit, (client) => client.document.edit(edit)),
    [ask, toasts],
  )
}

/** The working set in order, and a way to change it that shows the new order at once. */
export const useWorkingOrder = (): {
  readonly order: readonly string[]
  readonly reorder: (names: readonly string[]) => void
} => {
  const { working } = useLabDocument().rules
  const edit = useRuleEdit()
  const [ahead, setAhead] = useState<readonly string[]>()
  const known = useRef(working)
  /** Asked for, and in no document yet. */
  const asked = useRef<readonly (readonly string[])[]>([])
  useEffect(() => {
    if (isSame(working, known.current)) return
    known.current = working
    // A document from before the last order: rows that went back for it would lose the focus.
    const at = asked.current.findLastIndex((order) => isSame(order, working))
    asked.current = at < 0 ? [] : asked.current.slice(at + 1)
    if (asked.current.length === 0) setAhead(undefined)
  }, [working])
  const reorder = (names: readonly string[]): void => {
    setAhead(names)
    asked.current = [...asked.current, names]
    void edit({ kind: 'setRuleSet', names: [...names], activate: false }).then((made) => {
      if (made) return
      asked.current = []
      setAhead(undefined)
    })
  }
  return { order: ahead ?? working, reorder }
}
