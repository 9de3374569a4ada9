import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { usePreferences } from '../preferences/store.ts'

const query = '(prefers-reduced-motion: reduce)'

const follow = (changed: () => void): (() => void) => {
  const media = matchMedia(query)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}

/** Whether the person wants less motion: they asked their system, or us. */
export const useReducedMotion = (): boolean => {
  const system = useSyncExternalStore(follow, () => matchMedia(query).matches)
  return usePreferences().motion === 'less' || system
}

/** Quick at first, gentle at the end. `t` from 0 to 1. */
const easeOut = (t: number): number => 1 - (1 - t) ** 3

/**
 * A number that glides to its target within `ms`. Follows the target at once when it is `held` (a
 * hand moves it) or when motion is unwanted.
 */
export const useGlide = (target: number, ms: number, held: boolean): number => {
  const still = useReducedMotion() || held
  const [value, setValue] = useState(target)
  const current = useRef(target)
  useEffect(() => {
    const from = current.current
    const started = performance.now()
    let frame = 0
    const draw = (now: number) => {
      const t = still ? 1 : Math.min(1, Math.max(0, (now - started) / ms))
      current.current = from + (target - from) * easeOut(t)
      setValue(current.current)
      if (t < 1) frame = requestAnimationFrame(draw)
    }
    if (from !== target) frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [target, ms, still])
  return still ? target : value
}
