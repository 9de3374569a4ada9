import { useCallback, useRef, useState, type UIEvent } from 'react'
import { useSize } from './size.ts'

/** Rows drawn beyond each edge, so that quick scrolling shows no holes. */
const margin = 8
/** At the end of a list that grows every row may be new in each frame: fewer of them. */
const endMargin = 2
/** Nearer to the end than this, in px, the list follows what is added. */
const nearEnd = 40

type Scrolled = Pick<HTMLElement, 'scrollTop' | 'scrollHeight' | 'clientHeight'>

/**
 * Whether a list that `follows` its end still does after the browser told of a scrolling. It tells late: the
 * list may have grown since, and only who goes up has left the end.
 */
export const staysAtEnd = (
  follows: boolean,
  lastTop: number,
  { scrollTop, scrollHeight, clientHeight }: Scrolled,
): boolean => scrollHeight - scrollTop - clientHeight < nearEnd || (follows && scrollTop >= lastTop)

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
 * Scrolls to the end whenever the box or what is in it has another size. The browser tells that when it has
 * laid out the page: scrolling then costs nothing, while to ask for it before lays out everything once more.
 */
const keepAtEnd = (box: HTMLElement, follows: () => boolean): (() => void) => {
  const observer = new ResizeObserver(() => {
    if (follows()) box.scrollTop = box.scrollHeight
  })
  observer.observe(box)
  for (const content of box.children) observer.observe(content)
  return () => observer.disconnect()
}

/**
 * The part of a long list that can be seen. One that begins at its end stays there while rows are added,
 * unless a person has scrolled away from it.
 */
export const useWindow = (
  count: number,
  rowHeight: number,
  from: 'start' | 'end' = 'end',
): WindowedRows => {
  const { ref: measure, size } = useSize()
  const element = useRef<HTMLElement | null>(null)
  const [top, setTop] = useState(0)
  const [followsEnd, setFollowsEnd] = useState(from === 'end')
  const following = useRef(followsEnd)
  const lastTop = useRef(0)
  const follow = useCallback((next: boolean) => {
    following.current = next
    setFollowsEnd(next)
  }, [])

  const attach = useCallback(
    (next: HTMLElement | null) => {
      element.current = next
      const measured = measure(next)
      const followed = next === null ? undefined : keepAtEnd(next, () => following.current)
      return () => {
        measured?.()
        followed?.()
      }
    },
    [measure],
  )

  const toEnd = useCallback(() => {
    follow(true)
    if (element.current !== null) element.current.scrollTop = element.current.scrollHeight
  }, [follow])

  const reveal = useCallback(
    (place: number) => {
      const box = element.current
      if (box === null) return
      // One row more: a heading may stand over the first.
      const [above, below] = [place * rowHeight, (place + 2) * rowHeight]
      if (above < box.scrollTop) box.scrollTop = above
      else if (below > box.scrollTop + box.clientHeight) box.scrollTop = below - box.clientHeight
    },
    [rowHeight],
  )

  const onScroll = useCallback(
    (event: UIEvent<HTMLElement>) => {
      const { currentTarget } = event
      const { scrollTop } = currentTarget
      const atEnd = from === 'end' && staysAtEnd(following.current, lastTop.current, currentTarget)
      lastTop.current = scrollTop
      follow(atEnd)
      // At its end the place follows from the count: a list that grows is drawn once, not again for its scrolling.
      if (!atEnd) setTop(scrollTop)
    },
    [from, follow],
  )

  // A list that became shorter is at its end before the browser says so.
  const last = Math.max(0, count * rowHeight - size.height)
  const start = followsEnd ? last : Math.min(top, last)
  const first = Math.max(0, Math.floor(start / rowHeight) - (followsEnd ? endMargin : margin))
  const end = Math.min(count, Math.ceil((start + size.height) / rowHeight) + margin)
  return { attach, onScroll, first, end, width: size.width, atEnd: followsEnd, toEnd, reveal }
}
