import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Whether the page is on its way to paper: what is long is written out whole only then. */
export const usePrinting = (): boolean => {
  const [printing, setPrinting] = useState(() => window.matchMedia('print').matches)
  useEffect(() => {
    // The browser takes its picture as soon as the handler returns.
    const set = (next: boolean) => flushSync(() => setPrinting(next))
    const [begin, end] = [() => set(true), () => set(false)]
    // Not everything that draws for paper prints: what saves or previews a page only changes its medium.
    const medium = window.matchMedia('print')
    const change = () => set(medium.matches)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    medium.addEventListener('change', change)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
      medium.removeEventListener('change', change)
    }
  }, [])
  return printing
}
