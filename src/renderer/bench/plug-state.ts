import type { ShownPlug } from '../lessons/course-provider.tsx'
import type { GlyphName } from '../ui/glyph.tsx'
import type { Tone } from '../ui/tone.ts'

/** Shape and colour of a plug's state; the word is in the catalogue. */
export const plugLooks: Readonly<Record<ShownPlug, { tone: Tone; glyph: GlyphName }>> = {
  in: { tone: 'ok', glyph: 'dot' },
  out: { tone: 'fail', glyph: 'fail' },
  proving: { tone: 'net', glyph: 'spin' },
  failed: { tone: 'fail', glyph: 'warn' },
  idle: { tone: 'mute', glyph: 'skip' },
  covered: { tone: 'rule', glyph: 'unknown' },
}

/** The Auto Deploy server as a pair: one plug for both of its parts. */
export type PairState = ShownPlug | 'part'

export const pairState = (rules: ShownPlug, waiter: ShownPlug): PairState => {
  if (rules === waiter) return rules
  if (rules === 'out' || waiter === 'out') return 'part'
  if (rules === 'failed' || waiter === 'failed') return 'failed'
  return rules === 'idle' || waiter === 'idle' ? 'idle' : 'proving'
}

export const pairLooks: Readonly<Record<PairState, { tone: Tone; glyph: GlyphName }>> = {
  ...plugLooks,
  part: { tone: 'cache', glyph: 'warn' },
}
