import { neighbour } from '../wire/neighbour.ts'
import { placeAfter } from './facts.ts'
import type { LabStore } from './store.ts'

/** Speeds of the lab's clock that are offered, as multiples of the real one. */
export const speeds = [0.5, 1, 2, 5, 10, 20, 50] as const

/** Moves through the time of the lab as this window shows it. The lab itself goes on. */
export const createTimeControls = (store: LabStore) => {
  const lab = () => store.snapshot().lab

  const live = () => store.hold(undefined)

  const pause = () => {
    const newest = lab()?.facts.at(-1)?.seq
    if (newest !== undefined) store.hold(newest)
  }

  const step = (way: 1 | -1) => {
    const now = lab()
    if (now === undefined) return
    const { facts, count, heldAt } = now
    const place = heldAt === undefined ? count - 1 : placeAfter(facts, heldAt) - 1
    const seq = neighbour(facts, count, place, way)
    if (seq !== undefined) store.hold(seq)
  }

  const toggle = () => (lab()?.heldAt === undefined ? pause() : live())

  return { live, pause, toggle, step, hold: (seq: number) => store.hold(seq) }
}

export type TimeControls = ReturnType<typeof createTimeControls>
