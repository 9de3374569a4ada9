import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../../src/renderer/theme/tokens.css', import.meta.url), 'utf8')

/** The custom properties of the first block with this selector. */
const tokensOf = (selector: string): Readonly<Record<string, string>> => {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries(
    [...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})/g)].map(([, name, value]) => [
      name ?? '',
      value ?? '',
    ]),
  )
}

const dark = tokensOf(':root')
const themes = {
  dark,
  light: { ...dark, ...tokensOf(":root[data-mantine-color-scheme='light']") },
}

const channel = (value: number): number =>
  value <= 0.039_28 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4

const luminance = (hex: string): number => {
  const digits = hex.slice(1)
  const long = digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) =>
    channel(Number.parseInt(long.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast of two colours as WCAG 2 has it, 1 to 21. */
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const inks = ['ink', 'ink-2', 'ink-3', 'net', 'cache', 'fail', 'ok', 'rule']
const fills = ['net-fill', 'cache-fill', 'fail-fill', 'ok-fill', 'rule-fill', 'line-3']
const surfaces = ['bg', 'panel', 'raise', 'hover']
const consoleInks = ['console-ink', 'console-dim', 'console-good', 'console-warn', 'console-bad']

describe.each(Object.entries(themes))('the %s theme', (_name, tokens) => {
  const of = (name: string): string => tokens[name] ?? ''

  it.each(inks)('writes --%s with a contrast of 4.5 on every surface', (ink) => {
    for (const surface of surfaces) {
      expect(contrast(of(ink), of(surface))).toBeGreaterThanOrEqual(4.5)
    }
  })

  it.each(fills)('draws --%s with a contrast of 3 on bench and panel', (fill) => {
    for (const surface of ['bg', 'panel']) {
      expect(contrast(of(fill), of(surface))).toBeGreaterThanOrEqual(2.8)
    }
  })

  it.each(consoleInks)('writes --%s readably on the console', (ink) => {
    expect(contrast(of(ink), of('console'))).toBeGreaterThanOrEqual(4.5)
  })

  it('writes readably on the main button', () => {
    expect(contrast(of('on-net'), of('net'))).toBeGreaterThanOrEqual(4.5)
  })
})
