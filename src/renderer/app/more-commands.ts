import type { HostView } from '../../shared/host/index.ts'
import type { Actions } from '../client/actions.tsx'
import { preferenceChoices, setPreferences } from '../preferences/store.ts'
import type { Strings } from '../strings/index.tsx'
import type { Command } from './commands.ts'
import { goTo, panels, whereAmI } from './route.ts'

/** What is done to the chosen host beyond its power: cable, disks, cache, maintenance. */
export const hostPartCommands = (
  { inspector }: Strings,
  { plugPart, tamper, maintain, disconnect }: Actions,
  { id, link, disk, cache, connection, maintenance }: HostView,
  simulated: boolean,
): readonly Command[] => {
  const command = (name: string, text: string, run: () => void): Command => ({
    id: `host-${name}`,
    group: 'host',
    label: `${id}: ${text}`,
    run,
  })
  const [cableIn, disksIn] = [link !== 'down', disk !== 'out']
  const parts = [
    command('cable', cableIn ? inspector.cableOut : inspector.cableIn, () =>
      plugPart(id, 'uplink', !cableIn),
    ),
    command('disks', disksIn ? inspector.disksOut : inspector.disksIn, () =>
      plugPart(id, 'disk', !disksIn),
    ),
    ...(cache === undefined
      ? []
      : [command('spoil', inspector.spoilCache, () => tamper(id, 'flippedByte'))]),
  ]
  const managed = [
    command(
      'maintenance',
      maintenance ? inspector.leaveMaintenance : inspector.enterMaintenance,
      () => maintain(id, !maintenance),
    ),
    command('disconnect', inspector.disconnect, () => disconnect(id)),
  ]
  return [...(simulated ? parts : []), ...(connection === 'connected' ? managed : [])]
}

/** Packets that are held, and what can be taken along as a file. */
export const faultAndFileCommands = (
  { faults, packets, lessons, header }: Strings,
  { holdAll, stepFault, saveCapture, saveMarks, savePlan, stopLesson }: Actions,
  lessonRuns: boolean,
): readonly Command[] => [
  { id: 'hold', group: 'time', label: faults.hold, run: () => holdAll(true) },
  { id: 'release', group: 'time', label: faults.release, run: () => holdAll(false) },
  { id: 'let-go', group: 'time', label: faults.letGo, run: stepFault },
  { id: 'save-capture', group: 'lab', label: packets.save, run: saveCapture },
  { id: 'save-plan', group: 'lab', label: `${faults.title}: ${faults.savePlan}`, run: savePlan },
  { id: 'save-marks', group: 'lesson', label: lessons.marks, run: saveMarks },
  ...(lessonRuns
    ? [{ id: 'stop-lesson', group: 'lesson' as const, label: header.stopLesson, run: stopLesson }]
    : []),
]

/** The lower panel, and how this screen looks here. */
export const viewCommands = ({ ladder, settings, commands }: Strings): readonly Command[] => {
  const show = (panel: (typeof panels)[number] | undefined) => () => {
    const { panel: _before, ...place } = whereAmI()
    goTo({ ...place, page: 'bench', ...(panel !== undefined && { panel }) })
  }
  const choice = (name: string, text: string, word: string, run: () => void): Command => ({
    id: name,
    group: 'view',
    label: `${text}: ${word}`,
    run,
  })
  const { textSize, contrast, motion } = preferenceChoices
  return [
    { id: 'print', group: 'view', label: commands.print, run: () => window.print() },
    { id: 'panel-ladder', group: 'view', label: ladder.ladder, run: show(undefined) },
    ...panels.map((panel) => ({
      id: `panel-${panel}`,
      group: 'view' as const,
      label: ladder[panel],
      run: show(panel),
    })),
    ...textSize.map((size) =>
      choice(`text-${size}`, settings.textSize, settings.textSizes[size], () =>
        setPreferences({ textSize: size }),
      ),
    ),
    ...contrast.map((each) =>
      choice(`contrast-${each}`, settings.contrast, settings.contrasts[each], () =>
        setPreferences({ contrast: each }),
      ),
    ),
    ...motion.map((each) =>
      choice(`motion-${each}`, settings.motion, settings.motions[each], () =>
        setPreferences({ motion: each }),
      ),
    ),
    ...(['en', 'de'] as const).map((language) =>
      choice(`language-${language}`, settings.language, settings.languages[language], () =>
        setPreferences({ language }),
      ),
    ),
  ]
}
