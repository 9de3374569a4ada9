import type { LogLine } from '../../shared/syslog/index.ts'

/** Lines of a log that are asked for, and the most that are shown as more come. */
type Reach = { readonly asked: number; readonly most: number }

export const reaches = {
  newest: { asked: 501, most: 1000 },
  /** As far back as the lab tells. */
  all: { asked: 10_000, most: 10_000 },
} as const satisfies Record<string, Reach>

export type ShownLine = LogLine & { readonly key: number }

export type ShownLog = {
  readonly lines: readonly ShownLine[]
  /** There are earlier lines. */
  readonly isCut: boolean
}

/**
 * Shows what was asked for, then each line as it comes. Once the log is held no more is taken: what is read stays where it is,
 * however much comes meanwhile.
 */
export const showLog = async (
  batches: AsyncIterable<readonly LogLine[]>,
  {
    reach,
    isHeld,
    show,
  }: {
    readonly reach: Reach
    readonly isHeld: () => boolean
    readonly show: (log: ShownLog) => void
  },
): Promise<void> => {
  let shown: ShownLog | undefined
  let key = 0
  for await (const more of batches) {
    if (shown !== undefined && isHeld()) return
    const isCut = shown?.isCut ?? more.length >= reach.asked
    // The first of as many as were asked for only tells that there are more.
    const taken = shown === undefined && isCut ? more.slice(1) : more
    const lines: readonly ShownLine[] = [
      ...(shown?.lines ?? []),
      ...taken.map((line) => ({ ...line, key: key++ })),
    ]
    shown = { lines: lines.slice(-reach.most), isCut: isCut || lines.length > reach.most }
    show(shown)
  }
}
