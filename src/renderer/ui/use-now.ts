import { useEffect, useState } from 'react'

/** The time now (ms since the epoch), told anew every `tick` ms. */
export const useNow = (tick: number): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tick)
    return () => clearInterval(timer)
  }, [tick])
  return now
}
