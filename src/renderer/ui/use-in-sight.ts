import { useEffect, useRef, type RefObject } from 'react'

/** An element that comes into sight whenever the reason is another one; without a reason it stays where it is. */
export const useInSight = <E extends HTMLElement>(
  reason: string | undefined,
  block: 'nearest' | 'start' = 'nearest',
): RefObject<E | null> => {
  const element = useRef<E>(null)
  useEffect(() => {
    if (reason !== undefined) element.current?.scrollIntoView({ block })
  }, [reason, block])
  return element
}
