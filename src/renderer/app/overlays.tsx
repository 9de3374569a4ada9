import { Reference } from '../reference/reference.tsx'
import type { Command } from './commands/command.ts'
import type { Overlays } from './commands/view.ts'
import { Palette } from './palette.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'

export type OverlaysProps = {
  readonly commands: () => readonly Command[]
  readonly opened: keyof Overlays | undefined
  readonly onClose: () => void
}

/** What opens above the page when it is called for, one at a time. */
export const OverlaysAbove = ({ commands, opened, onClose }: OverlaysProps) => (
  <>
    <Palette commands={commands} opened={opened === 'palette'} onClose={onClose} />
    <ShortcutSheet commands={commands} opened={opened === 'shortcuts'} onClose={onClose} />
    <Reference opened={opened === 'reference'} onClose={onClose} />
  </>
)
