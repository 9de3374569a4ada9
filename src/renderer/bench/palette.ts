import type { Tone } from '../ui/tone.ts'

const tokens = {
  ok: '--ok-fill',
  cache: '--cache-fill',
  fail: '--fail-fill',
  net: '--net-fill',
  rule: '--rule-fill',
  mute: '--line-2',
  ink: '--ink',
  ground: '--bg',
  wrong: '--fail',
  font: '--sans',
} as const satisfies Readonly<Record<Tone, string>> & Readonly<Record<string, string>>

/** The theme's colours and font as a canvas takes them. */
export type Palette = Readonly<Record<keyof typeof tokens, string>>

const known = new Map<string, Palette>()

const names = Object.keys(tokens) as (keyof typeof tokens)[]

/** The palette of the theme in force; read once for each theme. */
export const paletteOf = (element: Element): Palette => {
  const { mantineColorScheme = '', contrast = '' } = document.documentElement.dataset
  const key = `${mantineColorScheme} ${contrast}`
  const before = known.get(key)
  if (before !== undefined) return before
  const computed = getComputedStyle(element)
  const palette = Object.fromEntries(
    names.map((name) => [name, computed.getPropertyValue(tokens[name])]),
  ) as Palette
  known.set(key, palette)
  return palette
}
