import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
  type UIEvent,
} from 'react'
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

/** Where a box has to be so that the row at `place` is seen in it; where it is, if it is. */
export const topFor = (
  place: number,
  rowHeight: number,
  { scrollTop, scrollHeight, clientHeight }: Scrolled,
): number => {
  // One row more: a heading may stand over the first.
  const [above, below] = [place * rowHeight, (place + 2) * rowHeight]
  if (above < scrollTop) return above
  const end = Math.max(scrollTop, scrollHeight - clientHeight)
  return Math.min(end, Math.max(scrollTop, below - clientHeight))
}

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

/** A row that is scrolled away will not be drawn: the box takes the focus from it before it is lost, and keys go on. */
const keepFocusIn = (box: HTMLElement): void => {
  const { activeElement } = document
  if (activeElement === null || activeElement === box || !box.contains(activeElement)) return
  const [own, all] = [activeElement.getBoundingClientRect(), box.getBoundingClientRect()]
  if (own.bottom < all.top || own.top > all.bottom) box.focus({ preventScroll: true })
}

/**
 * A row that others push out of what is drawn is gone with the focus in it: the box takes that, and keys go on. Answers
 * with what follows the focus in a box.
 */
const useHeldFocus = (box: RefObject<HTMLElement | null>): ((box: HTMLElement) => () => void) => {
  const focused = useRef<EventTarget>(null)
  useLayoutEffect(() => {
    const { current: last } = focused
    if (!(last instanceof Element) || last.isConnected) return
    focused.current = null
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true })
  })
  return useCallback((next) => {
    const note = ({ target }: FocusEvent) => {
      focused.current = target
    }
    // Who turned away from a row that stays there wants its focus nowhere else. One that is being removed is told of first.
    const forget = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null || !(target instanceof Element)) return
      queueMicrotask(() => {
        if (target.isConnected && focused.current === target) focused.current = null
      })
    }
    next.addEventListener('focusin', note)
    next.addEventListener('focusout', forget)
    return () => {
      next.removeEventListener('focusin', note)
      next.removeEventListener('focusout', forget)
    }
  }, [])
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
  const followFocus = useHeldFocus(element)
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
      if (next === null) return measured
      const followed = keepAtEnd(next, () => following.current)
      const heard = followFocus(next)
      return () => {
        measured?.()
        followed()
        heard()
      }
    },
    [measure, followFocus],
  )

  const toEnd = useCallback(() => {
    follow(true)
    if (element.current !== null) element.current.scrollTop = element.current.scrollHeight
  }, [follow])

  const reveal = useCallback(
    (place: number) => {
      const box = element.current
      if (box === null) return
      const { scrollHeight, clientHeight } = box
      // A list that was opened just now follows its end, but is not there yet.
      const scrollTop = following.current ? scrollHeight - clientHeight : box.scrollTop
      const to = topFor(place, rowHeight, { scrollTop, scrollHeight, clientHeight })
      if (Math.abs(to - scrollTop) < 1) return
      // Whether the end is left is told by the scrolling; who follows it until then would be taken back.
      follow(false)
      setTop(to)
      box.scrollTop = to
    },
    [rowHeight, follow],
  )

  const onScroll = useCallback(
    (event: UIEvent<HTMLElement>) => {
      const { currentTarget } = event
      const { scrollTop } = currentTarget
      keepFocusIn(currentTarget)
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

/**
 * Brings what is chosen into sight once its row is there: a link, or the address, may choose what nobody scrolled to.
 * Once, as a person may scroll on. `placeOf` says -1 of what has no row and will have none, nothing of what may still come.
 */
export const useChosenInSight = <T>(
  chosen: T | undefined,
  placeOf: (chosen: T) => number | undefined,
  reveal: (place: number) => void,
): void => {
  const seen = useRef<T>(undefined)
  useEffect(() => {
    if (chosen === seen.current) return
    const place = chosen === undefined ? -1 : placeOf(chosen)
    if (place === undefined) return
    seen.current = chosen
    if (place >= 0) reveal(place)
  })
}
