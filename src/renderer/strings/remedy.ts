import type { Strings } from './index.tsx'

/** What to do about an error: by its code in the screen's language, else as the lab put it. */
export const remedyFor = (
  { remedies }: Strings,
  code: string | undefined,
  otherwise = '',
): string => {
  const known: Readonly<Record<string, string>> = remedies
  return known[code ?? ''] ?? otherwise
}
