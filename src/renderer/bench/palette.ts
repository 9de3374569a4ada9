import type { Tone } from '../ui/tone.ts'

/** The theme's colours and font as a canvas takes them. */
export type Palette = Readonly<Record<Tone | 'ink' | 'ground' | 'wrong' | 'font', string>>

const read = (element: Element): Palette => {
  const computed = getComputedStyle(element)
  const of = (token: string): string => computed.getPropertyValue(token)
  return {
    ok: of('--ok-fill'),
    cache: of('--cache-fill'),
    fail: of('--fail-fill'),
    net: of('--net-fill'),
    rule: of('--rule-fill'),
    mute: of('--line-2'),
    ink: of('--ink'),
    ground: of('--bg'),
    wrong: of('--fail'),
    font: of('--sans'),
  }
}

const known = new Map<string, Palette>()

/** The palette of the theme in force; read once for each theme. */
export const paletteOf = (element: Element): Palette => {
  const { mantineColorScheme = '', contrast = '' } = document.documentElement.dataset
  const theme = `${mantineColorScheme} ${contrast}`
  const palette = known.get(theme) ?? read(element)
  known.set(theme, palette)
  return palette
}
