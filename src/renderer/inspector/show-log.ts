import type { LogLine } from '../../shared/syslog/index.ts'

/** Most lines that are shown of a log that is followed. */
const mostShown = 1000

export type ShownLine = LogLine & { readonly key: number }

/**
 * Shows what was asked for, then each line as it comes. Once the log is held no more is taken: what is read stays where it is,
 * however much comes meanwhile.
 */
export const showLog = async (
  batches: AsyncIterable<readonly LogLine[]>,
  {
    isHeld,
    show,
  }: { readonly isHeld: () => boolean; readonly show: (lines: readonly ShownLine[]) => void },
): Promise<void> => {
  let shown: readonly ShownLine[] | undefined
  let key = 0
  for await (const more of batches) {
    if (shown !== undefined && isHeld()) return
    shown = [...(shown ?? []), ...more.map((line) => ({ ...line, key: key++ }))].slice(-mostShown)
    show(shown)
  }
}
