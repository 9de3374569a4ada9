/** Numbers in each piece of a column. */
const pieceSize = 4096

type Numbers = Uint8Array | Uint32Array

/**
 * A long list of numbers that only grows, in as few bytes as its kind of array takes: it grows by pieces, so
 * that it is never copied and never twice as large as what it holds.
 */
export class Column implements Iterable<number> {
  #length = 0
  readonly #pieces: Numbers[] = []
  readonly #make: (size: number) => Numbers

  constructor(kind: Uint8ArrayConstructor | Uint32ArrayConstructor) {
    this.#make = (size) => new kind(size)
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    const within = this.#length % pieceSize
    if (within === 0) this.#pieces.push(this.#make(pieceSize))
    const piece = this.#pieces.at(-1)
    if (piece !== undefined) piece[within] = value
    this.#length += 1
  }

  /** The number at a place from 0 on; undefined outside of the list. */
  at(place: number): number | undefined {
    if (!(place >= 0 && place < this.#length)) return undefined
    return this.#pieces[Math.floor(place / pieceSize)]?.[place % pieceSize]
  }

  last(): number | undefined {
    return this.at(this.#length - 1)
  }

  *[Symbol.iterator](): Iterator<number> {
    for (let place = 0; place < this.#length; place++) yield this.at(place) ?? 0
  }
}
