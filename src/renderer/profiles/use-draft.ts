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
  // Dropped for good: an undo brings the old base back, and must not bring this with it.
  if (draft !== undefined && draft.base !== base) setDraft(undefined)
  const typed = draft?.base === base ? draft.value : undefined
  return [typed, (value) => setDraft({ base, value })]
}
