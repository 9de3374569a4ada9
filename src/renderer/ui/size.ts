import { useCallback, useState } from 'react'
import { zoomOf } from './zoom.ts'

export type Size = { readonly width: number; readonly height: number }

/** The size of an element without padding, kept up to date. Attach `ref` to the element. */
export const useSize = (): {
  readonly ref: (element: Element | null) => (() => void) | undefined
  readonly size: Size
} => {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  const ref = useCallback((element: Element | null) => {
    if (element === null) return undefined
    const take = ({ width, height }: Size): void =>
      setSize((before) =>
        before.width === width && before.height === height ? before : { width, height },
      )
    // At once: the observer would tell when a picture without it has been painted.
    const { width, height } = element.getBoundingClientRect()
    const zoom = zoomOf(element)
    take({ width: width / zoom, height: height / zoom })
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) take(entry.contentRect)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, size }
}
