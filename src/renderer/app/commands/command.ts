export const commandGroups = ['lab', 'plugs', 'host', 'time', 'go', 'lesson', 'view'] as const
export type CommandGroup = (typeof commandGroups)[number]

/** Something a person can do, from the palette, by a key, or by a button that does the same. */
export type Command = {
  readonly id: string
  readonly group: CommandGroup
  readonly label: string
  /** Key presses that do it, as `chordOf` writes them. The palette shows the first. */
  readonly keys?: readonly string[]
  readonly run: () => void
}
