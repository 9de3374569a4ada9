import type { LabDocument } from '../../shared/document/schema.ts'
import { chunkSize, type Recorded } from '../../shared/facts/index.ts'
import { PackedFacts, placeAfter, type FactList } from './facts.ts'
import { emptyLab, foldLab, withDocument, type LabView } from '../../shared/lab/index.ts'

/** Facts between two views that are kept on the way: folding on from one takes some 20 ms at most. */
const firstSpacing = 4 * chunkSize
/** Hosts in all views that are kept together: one takes some kilobytes, and in a storm each view has new ones. */
const mostHosts = 40_000

/** When there are more views than this, every second one is let go and the spacing doubles. */
const mostViews = ({ hosts }: LabView): number =>
  Math.min(512, Math.max(32, Math.floor(mostHosts / Math.max(1, hosts.size))))

/**
 * All facts this window has, and the lab at any point of them. `facts` only grows at its end, so a
 * reader may remember how far it has read.
 */
export type Journal = {
  readonly facts: FactList
  /** The lab after the newest fact. */
  readonly head: () => LabView
  /** The lab after fact `seq`. */
  readonly at: (seq: number) => LabView
  /**
   * Takes more facts in order; what is here already is passed over. Says whether one is missing. `packed` is
   * the same facts packed, where somebody has done it already.
   */
  readonly append: (facts: readonly Recorded[], packed?: Uint8Array) => 'taken' | 'gap'
  /** Hosts that a newer document names appear at every point. */
  readonly setDocument: (document: LabDocument) => void
}

export const createJournal = (initial: LabDocument): Journal => {
  const facts = new PackedFacts()
  let checkpoints: { place: number; view: LabView }[] = []
  let spacing = firstSpacing
  let document = initial
  let start = emptyLab(document)
  let head = start
  /** The point looked at last: stepping forward from it is cheap. */
  let glance = { place: 0, view: start }

  const nearest = (place: number) => {
    const checkpoint = checkpoints.findLast((candidate) => candidate.place <= place)
    const base = checkpoint ?? { place: 0, view: start }
    return glance.place <= place && glance.place > base.place ? glance : base
  }

  const at = (seq: number): LabView => {
    const place = placeAfter(facts, seq)
    if (place === facts.length) return head
    const base = nearest(place)
    const view = foldLab(base.view, facts.slice(base.place, place))
    glance = { place, view: withDocument(view, document) }
    return glance.view
  }

  const append = (batch: readonly Recorded[], packed?: Uint8Array): 'taken' | 'gap' => {
    const last = facts.at(-1)?.seq ?? 0
    const fresh = batch.filter((recorded) => recorded.seq > last)
    if (fresh.length === 0) return 'taken'
    if (facts.length > 0 && fresh[0]?.seq !== last + 1) return 'gap'
    facts.push(fresh, packed)
    head = foldLab(head, fresh)
    const sinceCheckpoint = facts.length - (checkpoints.at(-1)?.place ?? 0)
    if (sinceCheckpoint >= spacing) checkpoints.push({ place: facts.length, view: head })
    if (checkpoints.length > mostViews(head)) {
      checkpoints = checkpoints.filter((_checkpoint, index) => index % 2 === 1)
      spacing *= 2
    }
    return 'taken'
  }

  const setDocument = (next: LabDocument) => {
    document = next
    start = emptyLab(next)
    head = withDocument(head, next)
    glance = { place: 0, view: start }
  }

  return { facts, head: () => head, at, append, setDocument }
}
