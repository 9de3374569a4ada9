import { isSame } from './same.ts'
import { isFields, type Fields } from '../base/index.ts'

/** What an element of a list goes by: its kind, and its id or name; a plain value by itself. */
const keyOf = (element: unknown): string => {
  if (!isFields(element)) return JSON.stringify(element)
  const { kind, id, name, host } = element
  const named = id ?? name ?? host
  return named === undefined ? JSON.stringify(element) : JSON.stringify([kind, named])
}

const byKey = (list: readonly unknown[]): ReadonlyMap<string, unknown> =>
  new Map(list.map((element) => [keyOf(element), element]))

/** Puts what was added behind the element it follows in `to`, or first. */
const withAdded = (
  list: readonly unknown[],
  added: readonly string[],
  to: readonly unknown[],
): readonly unknown[] => {
  const order = to.map(keyOf)
  return added.reduce<readonly unknown[]>((now, key) => {
    const place = order.indexOf(key)
    const before = new Set(order.slice(0, place))
    const at = now.findLastIndex((element) => before.has(keyOf(element))) + 1
    return [...now.slice(0, at), to[place], ...now.slice(at)]
  }, list)
}

const carryList = (
  now: readonly unknown[],
  from: readonly unknown[],
  to: readonly unknown[],
): readonly unknown[] => {
  const [old, wanted, present] = [byKey(from), byKey(to), byKey(now)]
  const kept = now.flatMap((element) => {
    const key = keyOf(element)
    if (!old.has(key)) return [element]
    return wanted.has(key) ? [carry(element, old.get(key), wanted.get(key))] : []
  })
  const added = [...wanted.keys()].filter((key) => !old.has(key) && !present.has(key))
  return withAdded(kept, added, to)
}

const carryFields = (now: Fields, from: Fields, to: Fields): Fields => {
  const keys = new Set([...Object.keys(now), ...Object.keys(from), ...Object.keys(to)])
  const entries = [...keys].map((key) => [key, carry(now[key], from[key], to[key])] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/**
 * The value `now` with the change from `from` to `to` made in it, wherever `now` still is as `from`
 * was; what somebody else changed meanwhile stays as they made it. Elements of lists go by their id or
 * name.
 */
export const carry = (now: unknown, from: unknown, to: unknown): unknown => {
  if (isSame(from, to)) return now
  if (isSame(now, from)) return to
  if (isFields(now) && isFields(from) && isFields(to)) return carryFields(now, from, to)
  if (Array.isArray(now) && Array.isArray(from) && Array.isArray(to)) {
    return carryList(now, from, to)
  }
  return now
}
