import { useCallback, useState } from 'react'

export type Size = { readonly width: number; readonly height: number }

/** The size of an element's content box, kept up to date. Attach `ref` to the element. */
export const useSize = (): {
  readonly ref: (element: Element | null) => (() => void) | undefined
  readonly size: Size
} => {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  const ref = useCallback((element: Element | null) => {
    if (element === null) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      const { width, height } = entry.contentRect
      setSize((before) =>
        before.width === width && before.height === height ? before : { width, height },
      )
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, size }
}
