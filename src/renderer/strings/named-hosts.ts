import type { Strings } from './index.tsx'

/** Hosts in a title: the first by its name, the others by their number. */
export const namedHosts = (
  [first = '', ...others]: readonly string[],
  { narrative }: Strings,
): string => (others.length === 0 ? first : narrative.several(first, others.length))
