import { useCallback, useEffect, useState } from 'react'
import type { LabClient } from '../client/connection.ts'
import { useLab, useLabStore, useLive } from '../client/react.tsx'

/** An answer of the lab, or that it refused one. */
export type Found<T> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'refused' }

/**
 * What the lab answers to a question, asked anew with every version of its document and on demand. `read`
 * must stay the same from one rendering to the next.
 */
export const useFound = <T>(
  read: (client: LabClient) => Promise<T>,
): readonly [Found<T>, () => void] => {
  const store = useLabStore()
  const live = useLive()
  const version = useLab((lab) => lab.state.documentVersion)
  const [found, setFound] = useState<Found<T>>({ kind: 'waiting' })
  const [turn, setTurn] = useState(0)
  const again = useCallback(() => setTurn((before) => before + 1), [])
  useEffect(() => {
    if (!live) return undefined
    let wanted = version >= 0 && turn >= 0
    read(store.client()).then(
      (value) => wanted && setFound({ kind: 'found', value }),
      () => wanted && setFound({ kind: 'refused' }),
    )
    return () => {
      wanted = false
    }
  }, [store, live, version, turn, read])
  return [found, again]
}

/** The value, or what stands for it meanwhile. */
export const valueOr = <T>(found: Found<T>, otherwise: T): T =>
  found.kind === 'found' ? found.value : otherwise
