import type { AttributeName } from './attributes.ts'
import { parsePattern } from './pattern.ts'

/** A pattern as the wizard edits it: one attribute and the values of which it may have any. */
export type Condition = { readonly attribute: AttributeName; readonly values: readonly string[] }

const listable = (value: string): boolean => !value.includes(',') && value.trim() === value

/**
 * The text of a condition. A single value is written with `==`, which takes it whole; a range and a
 * list are written with `=`.
 */
export const patternText = ({ attribute, values }: Condition): string => {
  const [only = ''] = values
  const isRange = attribute === 'ipv4' && only.includes('-')
  return values.length === 1 && !isRange
    ? `${attribute}==${only}`
    : `${attribute}=${values.join(',')}`
}

/** Whether a list can hold the value: one with a comma stands alone, after `==`. */
export const canBeListed = listable

/** Reads a pattern for the wizard. The same errors as `parsePattern`. */
export const conditionOf = (text: string): Condition => {
  const { attribute, written } = parsePattern(text)
  return { attribute, values: written }
}
