import type { Fact } from '../../shared/facts/index.ts'

/** One value of a fact, its name a path: `attributes.vendor`. */
export type Field = { readonly name: string; readonly value: string }

const flatten = (name: string, value: unknown): readonly Field[] => {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return [{ name, value: value.join(', ') }]
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => flatten(`${name}.${key}`, inner))
  }
  // Facts are JSON: what is left is a string, a number, a truth value or null.
  return value === undefined || value === ''
    ? []
    : [{ name, value: typeof value === 'string' ? value : JSON.stringify(value) }]
}

/** All values of a fact, in the order it has them; what is empty says nothing. */
export const fieldsOf = (fact: Fact): readonly Field[] =>
  Object.entries(fact)
    .filter(([name]) => name !== 'type')
    .flatMap(([name, value]) => flatten(name, value))
