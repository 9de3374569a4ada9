import type { ReactNode } from 'react'
import { Glyph, type GlyphName } from './glyph.tsx'
import styles from './pill.module.css'
import type { Tone } from './tone.ts'

export type PillProps = {
  readonly tone: Tone
  readonly glyph: GlyphName
  readonly shape?: 'round' | 'square'
  readonly children: ReactNode
}

/** A short state: shape, word and colour together. */
export const Pill = ({ tone, glyph, shape = 'square', children }: PillProps) => (
  <span className={styles.pill} data-tone={tone} data-shape={shape}>
    <Glyph name={glyph} size={12} />
    <span>{children}</span>
  </span>
)
