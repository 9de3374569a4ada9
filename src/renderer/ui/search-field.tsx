import { Glyph } from './glyph.tsx'
import styles from './search-field.module.css'

export type SearchFieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A field for words that what is shown must hold. */
export const SearchField = ({ label, value, onChange }: SearchFieldProps) => (
  <label className={styles.field}>
    <Glyph name="search" />
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  </label>
)
