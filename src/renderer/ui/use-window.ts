import { useCallback, useLayoutEffect, useRef, useState, type UIEvent } from 'react'
import { useSize } from './size.ts'

/** Rows drawn beyond each edge, so that quick scrolling shows no holes. */
const margin = 8
/** Nearer to the end than this, in px, the list follows what is added. */
const nearEnd = 40

export type WindowedRows = {
  /** Attach to the element that scrolls. */
  readonly attach: (element: HTMLElement | null) => (() => void) | undefined
  readonly onScroll: (event: UIEvent<HTMLElement>) => void
  /** Places of the first row to draw and the one after the last. */
  readonly first: number
  readonly end: number
  readonly width: number
  readonly atEnd: boolean
  readonly toEnd: () => void
  readonly reveal: (place: number) => void
}

/**
 * The part of a long list that can be seen. It stays at the end while rows are added, unless a person
 * has scrolled away from it.
 */
export const useWindow = (count: number, rowHeight: number): WindowedRows => {
  const { ref: measure, size } = useSize()
  const element = useRef<HTMLElement | null>(null)
  const [top, setTop] = useState(0)
  const [atEnd, setAtEnd] = useState(true)

  const attach = useCallback(
    (next: HTMLElement | null) => {
      element.current = next
      return measure(next)
    },
    [measure],
  )

  const toEnd = useCallback(() => {
    setAtEnd(true)
    if (element.current !== null) element.current.scrollTop = element.current.scrollHeight
  }, [])

  const reveal = useCallback(
    (place: number) => {
      const box = element.current
      if (box === null) return
      const [above, below] = [place * rowHeight, (place + 1) * rowHeight]
      if (above < box.scrollTop) box.scrollTop = above
      else if (below > box.scrollTop + box.clientHeight) box.scrollTop = below - box.clientHeight
    },
    [rowHeight],
  )

  useLayoutEffect(() => {
    const box = element.current
    // Clamped to the end by the browser.
    if (atEnd && box !== null && size.height > 0) box.scrollTop = (count + 2) * rowHeight
  }, [atEnd, count, size.height, rowHeight])

  const onScroll = useCallback((event: UIEvent<HTMLElement>) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
    setTop(scrollTop)
    setAtEnd(scrollHeight - scrollTop - clientHeight < nearEnd)
  }, [])

  // A list that became shorter is at its end before the browser says so.
  const start = Math.min(top, Math.max(0, count * rowHeight - size.height))
  const first = Math.max(0, Math.floor(start / rowHeight) - margin)
  const end = Math.min(count, Math.ceil((start + size.height) / rowHeight) + margin)
  return { attach, onScroll, first, end, width: size.width, atEnd, toEnd, reveal }
}
