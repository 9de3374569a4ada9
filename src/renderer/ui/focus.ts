import { useLayoutEffect } from 'react'

/** Moves the focus to the page itself: the next Tab goes into it. */
export const focusPage = (): void => document.querySelector<HTMLElement>('#main')?.focus()

/** Gives the focus back to what had it before this came; the page has it where that is gone. Not where it has moved on. */
export const useFocusReturn = (): void => {
  useLayoutEffect(() => {
    const before = document.activeElement
    return () => {
      const hasMovedOn =
        document.activeElement?.matches('body, [role="dialog"], [role="dialog"] *') === false
      if (hasMovedOn) return
      if (before instanceof HTMLElement && before.isConnected && before !== document.body)
        before.focus({ preventScroll: true })
      else focusPage()
    }
  }, [])
}
