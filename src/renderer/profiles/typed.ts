import { useState } from 'react'
import { isSame } from '../../shared/document/same.ts'
import { useMemory, type Memory } from '../ui/memory.ts'

/** What is typed over the fields of something saved, and what those were when the typing began. */
export type Typed<T> = { readonly fields: Partial<T>; readonly from: Partial<T> }

/** What was typed and is not saved, by the name of what it is typed over. */
export type AllTyped<T> = ReadonlyMap<string, Typed<T>>

const pick = <T extends object>(all: Partial<T>, wanted: (key: keyof T) => boolean): Partial<T> => {
  const picked = { ...all }
  for (const key in picked) if (!wanted(key)) delete picked[key]
  return picked
}

const nothing = { fields: {}, from: {} }

/** More is typed; a field that says again what is saved is typed no more. */
export const withFields = <T extends object>(
  typed: Typed<T> | undefined,
  saved: T,
  fields: Partial<T>,
): Typed<T> => {
  const { fields: before, from }: Typed<T> = typed ?? nothing
  const all = { ...before, ...fields }
  const isChanged = (key: keyof T) => !isSame(all[key], saved[key])
  const added: Partial<T> = {}
  // One that is not saved yet is noted, too: somebody else may save it first.
  for (const key in fields) added[key] = saved[key]
  return { fields: pick<T>(all, isChanged), from: pick<T>({ ...added, ...from }, isChanged) }
}

/** These fields were saved: what was typed since stays. */
export const withoutSaved = <T extends object>(
  { fields, from }: Typed<T>,
  saved: Partial<T>,
): Typed<T> => ({
  fields: pick(fields, (key) => !isSame(fields[key], saved[key])),
  from: pick(from, (key) => !(key in saved)),
})

/** Whether a field that was typed over says something else by now: it was changed elsewhere, or by an undo. */
export const isOvertaken = <T extends object>({ fields, from }: Typed<T>, saved: T): boolean => {
  for (const key in fields)
    if (key in from && !isSame(from[key], saved[key]) && !isSame(fields[key], saved[key]))
      return true
  return false
}

const withEntry = <T extends object>(
  all: AllTyped<T>,
  name: string,
  typed: Typed<T> | undefined,
): AllTyped<T> => {
  const others = new Map([...all].filter(([each]) => each !== name))
  return typed === undefined || Object.keys(typed.fields).length === 0
    ? others
    : others.set(name, typed)
}

export type Typing<T> = {
  /** What is saved, with what is typed over it. */
  readonly draft: T
  readonly isSaved: boolean
  readonly isOvertaken: boolean
  /** What was typed is on its way to the lab. */
  readonly busy: boolean
  readonly type: (fields: Partial<T>) => void
  /** Drops what was typed once it is saved; it stays where the lab refuses. */
  readonly save: (saving: Promise<unknown>) => void
  readonly discard: () => void
}

/** Typing over something saved. What is typed outlasts the page, until it is saved or discarded. */
export const useTyping = <T extends object>(
  memory: Memory<AllTyped<T>>,
  name: string,
  saved: T,
): Typing<T> => {
  const typed = useMemory(memory).get(name)
  const [busy, setBusy] = useState(false)
  const put = (next: Typed<T> | undefined) => memory.set(withEntry(memory.get(), name, next))
  const draft = { ...saved, ...typed?.fields }
  return {
    draft,
    isSaved: isSame(draft, saved),
    isOvertaken: !busy && typed !== undefined && isOvertaken(typed, saved),
    busy,
    type: (fields) => put(withFields(memory.get().get(name), saved, fields)),
    save: (saving) => {
      setBusy(true)
      void saving.then((made) => {
        setBusy(false)
        const now = memory.get().get(name)
        if (made !== undefined && now !== undefined && typed !== undefined)
          put(withoutSaved(now, typed.fields))
      })
    },
    discard: () => put(undefined),
  }
}
