/** Numbers from 0 up to 1, the same ones for the same seed: xorshift32. */
export const randomFrom = (seed: number): (() => number) => {
  let word = seed >>> 0 || 1
  return () => {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
    return (word >>> 0) / 2 ** 32
  }
}
