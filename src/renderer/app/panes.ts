/** The regions of the screen that F6 goes through, as they stand in the page. */
const panes = (): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('[data-pane]'),
]

/** The place after `at` in a round of `count`; from nowhere it begins at one end. */
export const nextInRound = (at: number, count: number, step: 1 | -1): number =>
  at < 0 && step < 0 ? count - 1 : (at + step + count) % count

/** Moves the focus to the next region of the screen, or to the one before. */
export const focusPane = (step: 1 | -1): void => {
  const all = panes()
  const at = all.findIndex((pane) => pane.contains(document.activeElement))
  all[nextInRound(at, all.length, step)]?.focus()
}
