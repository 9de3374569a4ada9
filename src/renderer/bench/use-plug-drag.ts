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
    readonly onPointerCancel: () => void
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

/**
 * A plug in the hand. Let go beyond half-way it toggles; nearer it goes back. A click, Enter and
 * Space toggle as well.
 */
export const usePlugDrag = ({ out, pulledBy, onToggle }: PlugDragOptions): PlugDrag => {
  const grip = useRef<{ x: number; way: number; moved: boolean } | undefined>(undefined)
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

  return {
    held,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const way = pulledBy * zoomOf(event.currentTarget)
        grip.current = { x: event.clientX, way, moved: false }
      },
      onPointerMove: (event) => {
        if (grip.current === undefined) return
        if (Math.abs(event.clientX - grip.current.x) > slack) grip.current.moved = true
        if (grip.current.moved) setHeld(place(event.clientX))
      },
      onPointerUp: (event) => {
        if (grip.current === undefined) return
        const crossed = out ? place(event.clientX) < 0.5 : place(event.clientX) > 0.5
        const toggles = !grip.current.moved || crossed
        letGo()
        if (toggles) onToggle()
      },
      onPointerCancel: letGo,
      onKeyDown: (event) => {
        if (event.key === 'Escape') letGo()
      },
      // Keys and screen readers click without a pointer; a pointer has answered above.
      onClick: (event) => {
        if (event.detail === 0) onToggle()
      },
    },
  }
}
