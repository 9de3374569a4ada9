import { chunkSize, type Recorded } from '../../shared/facts/index.ts'
import { pack, unpack } from './pack.ts'

/** Facts in order, without a gap in their numbers. An array of them is such a list, too. */
export type FactList = Iterable<Recorded> & {
  readonly length: number
  /** As `Array.prototype.at`. */
  readonly at: (place: number) => Recorded | undefined
  /** As `Array.prototype.slice`. */
  readonly slice: (first?: number, end?: number) => readonly Recorded[]
}

/** The place of the first fact after `seq`. The newest fact is at hand in every list, the first need not be. */
export const placeAfter = (facts: FactList, seq: number): number => {
  const newest = facts.at(-1)
  if (newest === undefined) return 0
  return Math.max(0, Math.min(facts.length, facts.length - (newest.seq - seq)))
}

/** Chunks whose facts are at hand as objects (about 0.3 MB each): the newest, and those looked at last. */
const mostAtHand = 4
/** The same while the past comes in packed: whoever draws then reads all that came since the drawing before. */
const mostArriving = 40

/**
 * All facts of a journal in a few bytes each: only the newest and those looked at last are objects, the
 * rest is packed in chunks. A fact that is unpacked again is equal, but not the same object.
 */
export class PackedFacts implements FactList {
  /** Of each full chunk, once it was let go from `atHand`. */
  readonly #packed: (Uint8Array | undefined)[] = []
  /** By number of the chunk; the one used last is the last. */
  readonly #atHand = new Map<number, readonly Recorded[]>()
  #most = mostAtHand
  /** The newest facts: the chunk that is being filled. */
  #open: Recorded[] = []
  /** The chunk looked at last: most looks are at its next fact. */
  #looked: { readonly chunk: number; readonly facts: readonly Recorded[] } | undefined

  get length(): number {
    return this.#packed.length * chunkSize + this.#open.length
  }

  /** Bytes of what is packed. */
  get packedBytes(): number {
    return this.#packed.reduce((sum, packed) => sum + (packed?.byteLength ?? 0), 0)
  }

  /** Adds facts at the end. `packed` is the same facts packed, when somebody has done it already. */
  push(facts: readonly Recorded[], packed?: Uint8Array): void {
    if (packed !== undefined && this.#open.length === 0 && facts.length === chunkSize) {
      this.#close(facts, packed)
      return
    }
    for (const recorded of facts) {
      this.#open.push(recorded)
      if (this.#open.length < chunkSize) continue
      this.#close(this.#open, undefined)
      this.#open = []
    }
  }

  at(place: number): Recorded | undefined {
    const from = place < 0 ? this.length + place : place
    if (!(from >= 0)) return undefined
    return this.#chunk(Math.floor(from / chunkSize))?.[from % chunkSize]
  }

  slice(first = 0, end = this.length): readonly Recorded[] {
    const from = first < 0 ? Math.max(0, this.length + first) : first
    const to = Math.min(this.length, end < 0 ? this.length + end : end)
    const facts: Recorded[] = []
    for (let place = from; place < to;) {
      const chunk = Math.floor(place / chunkSize)
      const begin = chunk * chunkSize
      facts.push(...(this.#chunk(chunk)?.slice(place - begin, to - begin) ?? []))
      place = begin + chunkSize
    }
    return facts
  }

  *[Symbol.iterator](): Iterator<Recorded> {
    for (let chunk = 0; chunk * chunkSize < this.length; chunk++) yield* this.#chunk(chunk) ?? []
  }

  #close(facts: readonly Recorded[], packed: Uint8Array | undefined): void {
    this.#packed.push(packed)
    this.#most = packed === undefined ? mostAtHand : mostArriving
    this.#keep(this.#packed.length - 1, facts)
  }

  #chunk(chunk: number): readonly Recorded[] | undefined {
    if (chunk === this.#packed.length) return this.#open
    if (chunk > this.#packed.length) return undefined
    if (this.#looked?.chunk === chunk) return this.#looked.facts
    const packed = this.#packed[chunk]
    const facts = this.#atHand.get(chunk) ?? (packed === undefined ? [] : unpack(packed))
    this.#keep(chunk, facts)
    this.#looked = { chunk, facts }
    return facts
  }

  #keep(chunk: number, facts: readonly Recorded[]): void {
    this.#atHand.delete(chunk)
    this.#atHand.set(chunk, facts)
    for (const [letGo, its] of this.#atHand) {
      if (this.#atHand.size <= this.#most) return
      this.#packed[letGo] ??= pack(its)
      this.#atHand.delete(letGo)
    }
  }
}
