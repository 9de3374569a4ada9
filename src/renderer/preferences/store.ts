import { useSyncExternalStore } from 'react'

const choices = {
  /** `pseudo` is for tests and stands in no list. */
  language: ['system', 'en', 'de', 'pseudo'],
  contrast: ['system', 'normal', 'high'],
  motion: ['system', 'less'],
  textSize: ['normal', 'large', 'presenter'],
  singleKeys: ['on', 'off'],
} as const

/** What a person chose for this browser. The theme is kept by Mantine. */
export type Preferences = {
  readonly [K in keyof typeof choices]: (typeof choices)[K][number]
}
export const preferenceChoices = choices

const key = 'headwaiter-preferences'

const usual: Preferences = {
  language: 'system',
  contrast: 'system',
  motion: 'system',
  textSize: 'normal',
  singleKeys: 'on',
}

const oneOf = <T extends string>(all: readonly T[], value: unknown, otherwise: T): T =>
  all.find((choice) => choice === value) ?? otherwise

/** Reads kept preferences; what is missing or unknown is as usual. */
export const parsePreferences = (text: string | null): Preferences => {
  let kept: unknown
  try {
    kept = JSON.parse(text ?? '{}')
  } catch {
    kept = {}
  }
  const of = (name: string): unknown =>
    typeof kept === 'object' && kept !== null && name in kept
      ? Object.getOwnPropertyDescriptor(kept, name)?.value
      : undefined
  return {
    language: oneOf(choices.language, of('language'), usual.language),
    contrast: oneOf(choices.contrast, of('contrast'), usual.contrast),
    motion: oneOf(choices.motion, of('motion'), usual.motion),
    textSize: oneOf(choices.textSize, of('textSize'), usual.textSize),
    singleKeys: oneOf(choices.singleKeys, of('singleKeys'), usual.singleKeys),
  }
}

const listeners = new Set<() => void>()
let current: Preferences | undefined

const read = (): Preferences => {
  current ??= parsePreferences(localStorage.getItem(key))
  return current
}

const follow = (changed: () => void): (() => void) => {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** Puts the preferences that styles read on the root element. */
export const applyPreferences = (root: HTMLElement): void => {
  const { contrast, motion, textSize } = read()
  root.dataset['contrast'] = contrast
  root.dataset['motion'] = motion
  root.dataset['textSize'] = textSize
}

/** Keeps some preferences and puts them to use at once. */
export const setPreferences = (change: Partial<Preferences>): void => {
  current = { ...read(), ...change }
  localStorage.setItem(key, JSON.stringify(current))
  applyPreferences(document.documentElement)
  for (const listener of listeners) listener()
}

/** How much larger than usual text is; `theme/base.css` sets the same sizes. */
const scales: Readonly<Record<Preferences['textSize'], number>> = {
  normal: 1,
  large: 1.15,
  presenter: 1.35,
}

export const useTextScale = (): number => scales[usePreferences().textSize]

export const usePreferences = (): Preferences => useSyncExternalStore(follow, read)
