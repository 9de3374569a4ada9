/**
 * Distinct values in the order they were added; adding, removing and looking at the first all take
 * the same time however many there are. (A `Set` leaves holes at its front that each look at the first
 * walks over.)
 */
export type FreeList = {
  add(value: number): void
  remove(value: number): void
  has(value: number): boolean
  /** The values from the oldest on. */
  values(): Generator<number>
}

type Node = { readonly value: number; before: Node | undefined; after: Node | undefined }

export const createFreeList = (): FreeList => {
  const nodes = new Map<number, Node>()
  const ends: { first: Node | undefined; last: Node | undefined } = {
    first: undefined,
    last: undefined,
  }
  return {
    add(value) {
      if (nodes.has(value)) return
      const node: Node = { value, before: ends.last, after: undefined }
      if (ends.last === undefined) ends.first = node
      else ends.last.after = node
      ends.last = node
      nodes.set(value, node)
    },
    remove(value) {
      const node = nodes.get(value)
      if (node === undefined) return
      if (node.before === undefined) ends.first = node.after
      else node.before.after = node.after
      if (node.after === undefined) ends.last = node.before
      else node.after.before = node.before
      nodes.delete(value)
    },
    has: (value) => nodes.has(value),
    *values() {
      for (let node = ends.first; node !== undefined; node = node.after) yield node.value
    },
  }
}
