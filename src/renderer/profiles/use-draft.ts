import { useState } from 'react'

/**
 * What is typed over something saved. It goes when the saved changes: when it was saved itself, undone,
 * or edited elsewhere.
 */
export const useDraft = <T>(
  saved: unknown,
): readonly [typed: T | undefined, type: (value: T) => void] => {
  const base = JSON.stringify(saved) ?? ''
  const [draft, setDraft] = useState<{ readonly base: string; readonly value: T }>()
  const typed = draft?.base === base ? draft.value : undefined
  return [typed, (value) => setDraft({ base, value })]
}
