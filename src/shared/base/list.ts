/** A list of which parts are taken; an array is one, too. */
export type Rows<T> = Iterable<T> & {
  readonly length: number
  readonly at: (place: number) => T | undefined
  readonly slice: (first: number, end: number) => readonly T[]
}

/** Items that are made when they are looked at: a long list of which few are in view. */
export class List<T> implements Rows<T> {
  readonly length: number
  readonly #at: (place: number) => T | undefined

  constructor(length: number, at: (place: number) => T | undefined) {
    this.length = length
    this.#at = at
  }

  /** The item at a place from 0 on; undefined outside of the list. */
  at(place: number): T | undefined {
    return place >= 0 && place < this.length ? this.#at(place) : undefined
  }

  /** The items from `first` up to and without `end`. */
  slice(first: number, end: number): T[] {
    const items: T[] = []
    for (let place = Math.max(0, first); place < Math.min(end, this.length); place++) {
      const item = this.#at(place)
      if (item !== undefined) items.push(item)
    }
    return items
  }

  /** One after the other, so that what is gone by need not be kept. */
  *[Symbol.iterator](): Iterator<T> {
    for (let place = 0; place < this.length; place++) {
      const item = this.#at(place)
      if (item !== undefined) yield item
    }
  }
}

/** Numbers in order. */
type Ordered = { readonly length: number; readonly at: (place: number) => number | undefined }

/** How many of the numbers lie before `limit`. */
export const countBefore = (numbers: Ordered, limit: number): number => {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers.at(middle) ?? Infinity) < limit) low = middle + 1
    else high = middle
  }
  return low
}
