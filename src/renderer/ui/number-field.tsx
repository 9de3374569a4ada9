import { TextInput } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { useFormat, useStrings } from '../strings/index.tsx'
import { fits, isGrouped, stepped, type Limits, type TypedNumber } from './number.ts'

export type NumberFieldProps = {
  readonly label: string
  readonly description?: string
  readonly placeholder?: string
  readonly value: TypedNumber
  readonly limits: Limits
  /** Nothing typed is an answer as well. */
  readonly optional?: boolean
  readonly disabled?: boolean
  readonly onChange: (value: TypedNumber) => void
}

const steps: Readonly<Record<string, 1 | -1>> = { ArrowUp: 1, ArrowDown: -1 }

/**
 * A number. It keeps what is typed or pasted to the letter, and says which numbers it takes when that is none of them:
 * a field that drops the signs it does not know makes 15 of 1,5.
 */
export const NumberField = ({ limits, optional = false, ...field }: NumberFieldProps) => {
  const { numbers } = useStrings()
  const { count, decimalSign } = useFormat()
  const { value, disabled = false, onChange } = field
  const { least, most, isWhole = false } = limits
  const isRight = disabled || fits(value, limits) || (optional && value === '')
  const wrong = isGrouped(value, limits)
    ? numbers.grouped
    : numbers.between(count(least), count(most), isWhole)
  const onKeyDown = (event: KeyboardEvent) => {
    const by = steps[event.key]
    if (by === undefined || event.shiftKey || event.altKey || isGrouped(value, limits)) return
    event.preventDefault()
    onChange(stepped(value, by, limits))
  }
  return (
    <TextInput
      {...field}
      value={typeof value === 'number' ? String(value).replace('.', decimalSign) : value}
      inputMode={isWhole ? 'numeric' : 'decimal'}
      autoComplete="off"
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={!isRight && wrong}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  )
}
