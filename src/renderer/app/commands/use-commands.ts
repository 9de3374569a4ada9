import { useCallback } from 'react'
import { useActions, useDeskHandle } from '../../client/actions.tsx'
import { useLabStore } from '../../client/react.tsx'
import { createTimeControls } from '../../client/time.ts'
import { useStrings } from '../../strings/index.tsx'
import { useColorScheme } from '../../theme/color-scheme.ts'
import { useLessons } from '../../lessons/lessons.ts'
import { whereAmI } from '../../place/route.ts'
import { commandsAt } from './all.ts'
import type { Command } from './command.ts'
import { standingOf } from './standing.ts'
import type { Overlays } from './view.ts'

/**
 * Every command that makes sense at the moment it is called. Palette, keyboard and shortcut sheet ask for this list when
 * they need it: with many hosts it is too long to be made for each frame.
 */
export const useCommands = (overlays: Overlays): (() => readonly Command[]) => {
  const strings = useStrings()
  const actions = useActions()
  const store = useLabStore()
  const desk = useDeskHandle()
  const { choose: chooseScheme } = useColorScheme()
  const lessons = useLessons()
  return useCallback(() => {
    const { lab } = store.snapshot()
    if (lab === undefined) return []
    const [time, place] = [createTimeControls(store), whereAmI()]
    const reach = { strings, actions, time, lessons, chooseScheme, overlays }
    return commandsAt(reach, standingOf(lab, place, desk.snapshot().once), place)
  }, [strings, actions, store, desk, chooseScheme, lessons, overlays])
}
