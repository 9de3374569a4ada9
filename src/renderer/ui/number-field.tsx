import { NumberInput } from '@mantine/core'
import { useFormat, useStrings } from '../strings/index.tsx'
import { fits, isGrouped, type Limits, type TypedNumber } from './number.ts'

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

/** A number. It keeps what is typed as it is typed, and says which numbers it takes when that is none of them. */
export const NumberField = ({ limits, optional = false, ...field }: NumberFieldProps) => {
  const { numbers } = useStrings()
  const { count, decimalSign } = useFormat()
  const { value, disabled = false } = field
  const { least, most, isWhole = false } = limits
  const isRight = disabled || fits(value, limits) || (optional && value === '')
  const wrong = isGrouped(value, limits)
    ? numbers.grouped
    : numbers.between(count(least), count(most), isWhole)
  return (
    <NumberInput
      {...field}
      min={least}
      max={most}
      clampBehavior="none"
      trimLeadingZeroesOnBlur={false}
      decimalSeparator={decimalSign}
      allowedDecimalSeparators={['.', ',']}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={!isRight && wrong}
    />
  )
}
