/** One measured figure. `ratio` is ours over the peer's, in the sense in which more is better. */
export type Row = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly peer?: string
  readonly peerValue?: number
  readonly ratio?: number
}

/** `minutes` of the measurements that look for what grows. */
export type BenchOptions = { readonly minutes: number }

/** A group of figures, measured in one run. */
export type Bench = (options: BenchOptions) => Promise<readonly Row[]>

/** The value in the middle; of an even number of them, the lower one. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN

/** The value below which 95 % lie. */
export const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN

/** The value below which 99 % lie. */
export const p99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? Number.NaN
