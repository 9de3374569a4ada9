import { isFields, LabError } from '../base/index.ts'

const isNamed = (value: unknown, name: string): boolean =>
  isFields(value) && (value['name'] === name || value['id'] === name)

/**
 * The value with `to` at a path; what is beside the path is shared with the old one. In lists a step of
 * the path is the `name` or `id` of an element. `lesson.invalid` when a step leads nowhere.
 */
export const withValue = (value: unknown, path: readonly string[], to: unknown): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return to
  if (Array.isArray(value)) {
    const index = value.findIndex((element) => isNamed(element, key))
    if (index >= 0) return value.with(index, withValue(value[index], rest, to))
  } else if (isFields(value) || value === undefined) {
    return { ...value, [key]: withValue(value?.[key], rest, to) }
  }
  throw new LabError('lesson.invalid', `The lab document has no ${path.join('.')} to set.`, {
    step: key,
  })
}
