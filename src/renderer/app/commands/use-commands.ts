import { useCallback } from 'react'
import { useActions } from '../../client/actions.tsx'
import { useLabStore } from '../../client/react.tsx'
import { createTimeControls } from '../../client/time.ts'
import { useStrings } from '../../strings/index.tsx'
import { useColorScheme } from '../color-scheme.ts'
import { useLessons } from '../lessons.ts'
import { whereAmI } from '../route.ts'
import type { Command } from './command.ts'
import { fileCommands } from './files.ts'
import { goCommands } from './go.ts'
import { hostCommands } from './host.ts'
import { labCommands, plugCommands } from './lab.ts'
import { lessonCommands } from './lessons.ts'
import { standingOf } from './standing.ts'
import { timeCommands } from './time.ts'
import { looksCommands, overlayCommands, panelCommands, type Overlays } from './view.ts'

/**
 * Every command that makes sense at the moment it is called, those for the chosen host first. Palette, keyboard
 * and shortcut sheet ask for this list when they need it: with many hosts it is too long to be made for each frame.
 */
export const useCommands = (overlays: Overlays): (() => readonly Command[]) => {
  const s = useStrings()
  const actions = useActions()
  const store = useLabStore()
  const { choose: chooseScheme } = useColorScheme()
  const lessons = useLessons()
  return useCallback(() => {
    const { lab } = store.snapshot()
    if (lab === undefined) return []
    const place = whereAmI()
    const standing = standingOf(lab, place)
    return [
      ...hostCommands(s, actions, standing),
      ...labCommands(s, actions, standing),
      ...plugCommands(s, actions, standing),
      ...timeCommands(s, createTimeControls(store), actions),
      ...goCommands(s, standing, place),
      ...lessonCommands(s, actions, standing, lessons),
      ...fileCommands(s, actions),
      ...panelCommands(s),
      ...looksCommands(s, chooseScheme),
      ...overlayCommands(s, overlays),
    ]
  }, [s, actions, store, chooseScheme, lessons, overlays])
}
