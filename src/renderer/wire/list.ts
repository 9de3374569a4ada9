/** Items that are made when they are looked at: a long list of which few are in view. */
export class List<T> implements Iterable<T> {
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

  [Symbol.iterator](): Iterator<T> {
    return this.slice(0, this.length)[Symbol.iterator]()
  }
}

/** How many of the items, which are in order, lie before `limit`. */
export const countBefore = <T>(
  items: readonly T[],
  limit: number,
  placeOf: (item: T) => number,
): number => {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = items[middle]
    if (item !== undefined && placeOf(item) < limit) low = middle + 1
    else high = middle
  }
  return low
}
