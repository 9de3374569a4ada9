import { useRef, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react'
import { zoomOf } from '../ui/zoom.ts'

/** A hand moves less than this, in px, when it only clicks. */
const slack = 4

export type PlugDrag = {
  /** How far out the hand holds the plug: 0 plugged in, 1 out; absent when no hand is on it. */
  readonly held: number | undefined
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void
    readonly onLostPointerCapture: (event: PointerEvent<HTMLElement>) => void
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
    readonly onClick: (event: MouseEvent<HTMLElement>) => void
  }
}

export type PlugDragOptions = {
  readonly out: boolean
  /** The way from plugged in to out, in px. */
  readonly pulledBy: number
  readonly onToggle: () => void
}

/** Where the hand took hold; `pointer` is its finger, and another one moves nothing. */
type Grip = { readonly pointer: number; readonly x: number; readonly way: number; moved: boolean }

/**
 * A plug in the hand. Let go beyond half-way it toggles; nearer it goes back. A click, Enter and
 * Space toggle as well.
 */
export const usePlugDrag = ({ out, pulledBy, onToggle }: PlugDragOptions): PlugDrag => {
  const grip = useRef<Grip | undefined>(undefined)
  const [held, setHeld] = useState<number>()
  const rest = out ? 1 : 0

  const place = (to: number): number => {
    const { x, way } = grip.current ?? { x: to, way: pulledBy }
    return Math.min(1.35, Math.max(-0.05, rest + (x - to) / way))
  }

  const letGo = () => {
    grip.current = undefined
    setHeld(undefined)
  }

  const gripOf = ({ pointerId }: PointerEvent): Grip | undefined =>
    grip.current?.pointer === pointerId ? grip.current : undefined

  return {
    held,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0 || grip.current !== undefined) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const way = pulledBy * zoomOf(event.currentTarget)
        grip.current = { pointer: event.pointerId, x: event.clientX, way, moved: false }
      },
      onPointerMove: (event) => {
        const hand = gripOf(event)
        if (hand === undefined) return
        if (Math.abs(event.clientX - hand.x) > slack) hand.moved = true
        if (hand.moved) setHeld(place(event.clientX))
      },
      onPointerUp: (event) => {
        const hand = gripOf(event)
        if (hand === undefined) return
        const crossed = out ? place(event.clientX) < 0.5 : place(event.clientX) > 0.5
        const toggles = !hand.moved || crossed
        letGo()
        if (toggles) onToggle()
      },
      // Also when the finger is taken from us.
      onLostPointerCapture: (event) => {
        if (gripOf(event) !== undefined) letGo()
      },
      onKeyDown: (event) => {
        if (event.key === 'Escape') letGo()
        // A key that is kept down pulls once.
        if (event.repeat && event.key === 'Enter') event.preventDefault()
      },
      // Keys and screen readers click without a pointer; a pointer has answered above.
      onClick: (event) => {
        if (event.detail === 0) onToggle()
      },
    },
  }
}
