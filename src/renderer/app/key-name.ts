const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  Escape: 'Esc',
}

/** A key as it stands on the keyboard. */
export const keyName = (key: string): string => names[key] ?? key.toUpperCase()
