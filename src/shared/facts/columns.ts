import type { Fact, Recorded } from './fact.ts'

/** Names of fields, and for each the values of all facts that have just these fields, oldest first. */
type Shape = readonly [fields: readonly string[], columns: readonly (readonly unknown[])[]]

/** Facts that follow each other, by columns: what is alike stands together and packs into fewer bytes. */
export type FactColumns = {
  /** Number of the first fact. */
  readonly first: number
  /** When each was recorded, in ms since the epoch. */
  readonly at: readonly number[]
  /** Of each, which of the shapes it has. */
  readonly shape: readonly number[]
  readonly shapes: readonly Shape[]
}

type Values = Readonly<Record<string, unknown>>

/** Facts without a gap in their numbers, by columns. As in JSON, a field that is undefined is none. */
export const toColumns = (facts: readonly Recorded[]): FactColumns => {
  const numbers = new Map<string, number>()
  const shapes: [fields: string[], columns: unknown[][]][] = []
  const shape = facts.map(({ fact }) => {
    const values: Values = fact
    const fields = Object.keys(values).filter((field) => values[field] !== undefined)
    const name = fields.join()
    const number = numbers.get(name) ?? shapes.push([fields, fields.map(() => [])]) - 1
    numbers.set(name, number)
    shapes[number]?.[1].forEach((column, index) => column.push(values[fields[index] ?? '']))
    return number
  })
  return { first: facts[0]?.seq ?? 1, at: facts.map(({ at }) => at), shape, shapes }
}

/** The facts of what `toColumns` made. */
export const fromColumns = ({ first, at, shape, shapes }: FactColumns): readonly Recorded[] => {
  const taken = shapes.map(() => 0)
  return shape.map((number, index) => {
    const [fields, columns] = shapes[number] ?? [[], []]
    const row = taken[number] ?? 0
    taken[number] = row + 1
    const fact: Record<string, unknown> = {}
    for (const [column, field] of fields.entries()) fact[field] = columns[column]?.[row]
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has the fields and values of a fact again
    return { seq: first + index, at: at[index] ?? 0, fact: fact as Fact }
  })
}
