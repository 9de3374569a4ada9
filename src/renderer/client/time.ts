import { neighbour } from '../wire/neighbour.ts'
import { placeAfter } from './facts.ts'
import type { LabStore } from './store.ts'

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
