import type { ComponentProps } from 'react'
import styles from './button.module.css'
import { Glyph, type GlyphName } from './glyph.tsx'

export type ButtonProps = Omit<ComponentProps<'button'>, 'type'> & {
  readonly variant?: 'plain' | 'primary' | 'warn' | 'quiet' | 'danger'
  readonly size?: 'm' | 's'
  readonly glyph?: GlyphName
  /** The action is under way: it stays focusable and says so, and does nothing. */
  readonly busy?: boolean
}

/** Our one button. `aria-disabled` keeps the focus where it is when an action becomes unavailable. */
export const Button = ({
  variant = 'plain',
  size = 'm',
  glyph,
  busy = false,
  disabled = false,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) => (
  <button
    {...rest}
    type="button"
    className={[styles.button, className].filter(Boolean).join(' ')}
    data-variant={variant}
    data-size={size}
    aria-disabled={disabled || busy || undefined}
    aria-busy={busy || undefined}
    onClick={disabled || busy ? undefined : onClick}
  >
    {glyph !== undefined && <Glyph name={busy ? 'spin' : glyph} />}
    {children !== undefined && <span className={styles.label}>{children}</span>}
  </button>
)
