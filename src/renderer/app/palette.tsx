import { Spotlight, createSpotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useMemo } from 'react'
import { useStrings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { Keys } from '../ui/keys.tsx'
import { commandGroups, type Command } from './commands.ts'
import { keyName } from './key-name.ts'
import styles from './palette.module.css'

const [store, palette] = createSpotlight()

/** Opens the palette. */
export const openPalette = (): void => palette.open()

/** Every command, found by typing. */
export const Palette = ({ commands }: { readonly commands: readonly Command[] }) => {
  const { commands: texts } = useStrings()
  const groups = useMemo<SpotlightActionGroupData[]>(
    () =>
      commandGroups.map((group) => ({
        group: texts.groups[group],
        actions: commands
          .filter((command) => command.group === group)
          .map(({ id, label, keys, run }) => ({
            id,
            label,
            onClick: run,
            rightSection: keys?.[0] === undefined ? undefined : <Keys>{keyName(keys[0])}</Keys>,
          })),
      })),
    [commands, texts],
  )
  return (
    <Spotlight
      store={store}
      actions={groups.filter(({ actions }) => actions.length > 0)}
      shortcut={null}
      nothingFound={texts.none}
      highlightQuery
      scrollable
      centered={false}
      yOffset={90}
      overlayProps={{ blur: 2, backgroundOpacity: 0.45 }}
      maxHeight={420}
      lockScroll={false}
      searchProps={{
        leftSection: <Glyph name="search" size={16} />,
        placeholder: texts.search,
        'aria-label': texts.search,
      }}
      classNames={{
        content: styles.content,
        search: styles.search,
        action: styles.action,
        actionsGroup: styles.group,
      }}
      aria-label={texts.title}
    />
  )
}
