import type { Strings } from '../strings/index.tsx'

/** A key press as it stands on the keyboard: `Ctrl+Shift+z` is Ctrl Shift Z. */
export const keyName = (chord: string, { keys }: Strings): string => {
  const names: Readonly<Record<string, string>> = keys.names
  return chord
    .split('+')
    .map((key) => names[key] ?? key.toUpperCase())
    .join(' ')
}
