import type { Stats } from 'node:fs'

/** What stays the same as long as a file is neither replaced nor written over. */
export const identityOf = ({ dev, ino, size, mtimeMs }: Stats): string =>
  `${dev}:${ino}:${size}:${mtimeMs}`

/** Why a transfer of a file that is no longer the same ends. */
export const writtenOver = 'it was written over while it was sent'
