import type { MantineColorScheme } from '@mantine/core'
import { preferenceChoices, setPreferences } from '../../preferences/store.ts'
import type { Strings } from '../../strings/index.tsx'
import { colorSchemes } from '../../theme/color-scheme.ts'
import { focusPane } from '../panes.ts'
import { goTo, panels, whereAmI } from '../../place/route.ts'
import type { Command } from './command.ts'

const view = (id: string, label: string, run: () => void, ...keys: readonly string[]): Command => ({
  id,
  group: 'view',
  label,
  run,
  ...(keys.length > 0 && { keys }),
})

/** The panels of the bench, and the way between the panes of any page. */
export const panelCommands = ({ ladder, commands }: Strings): readonly Command[] => {
  const show = (panel: (typeof panels)[number] | undefined) => () => {
    const { panel: _before, ...place } = whereAmI()
    goTo({ ...place, page: 'bench', ...(panel !== undefined && { panel }) })
  }
  return [
    view('panel-ladder', ladder.ladder, show(undefined)),
    ...panels.map((panel) => view(`panel-${panel}`, ladder[panel], show(panel))),
    view('next-pane', commands.nextPane, () => focusPane(1), 'F6'),
    view('previous-pane', commands.previousPane, () => focusPane(-1), 'Shift+F6'),
  ]
}

/** How the screen looks and reads here. */
export const looksCommands = (
  { settings, commands }: Strings,
  chooseScheme: (scheme: MantineColorScheme) => void,
): readonly Command[] => {
  const { textSize, contrast, motion } = preferenceChoices
  return [
    ...colorSchemes.map((scheme) =>
      view(`theme-${scheme}`, commands.theme[scheme], () => chooseScheme(scheme)),
    ),
    ...textSize.map((size) =>
      view(`text-${size}`, `${settings.textSize}: ${settings.textSizes[size]}`, () =>
        setPreferences({ textSize: size }),
      ),
    ),
    ...contrast.map((each) =>
      view(`contrast-${each}`, `${settings.contrast}: ${settings.contrasts[each]}`, () =>
        setPreferences({ contrast: each }),
      ),
    ),
    ...motion.map((each) =>
      view(`motion-${each}`, `${settings.motion}: ${settings.motions[each]}`, () =>
        setPreferences({ motion: each }),
      ),
    ),
    ...(['en', 'de'] as const).map((language) =>
      view(`language-${language}`, `${settings.language}: ${settings.languages[language]}`, () =>
        setPreferences({ language }),
      ),
    ),
  ]
}

/** Opens what floats above the page. */
export type Overlays = {
  readonly palette: () => void
  readonly shortcuts: () => void
  readonly reference: () => void
}

export const overlayCommands = (
  { commands, reference }: Strings,
  overlays: Overlays,
): readonly Command[] => [
  view('reference', reference.open, overlays.reference, 'w'),
  view('shortcuts', commands.openShortcuts, overlays.shortcuts, '?'),
]
