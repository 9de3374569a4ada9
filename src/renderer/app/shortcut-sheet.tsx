import { Modal, Switch } from '@mantine/core'
import { setPreferences, usePreferences } from '../preferences/store.ts'
import { useStrings } from '../strings/index.tsx'
import { Keys } from '../ui/keys.tsx'
import { commandGroups, type Command } from './commands/command.ts'
import { keyName } from './key-name.ts'
import styles from './shortcut-sheet.module.css'

export type ShortcutSheetProps = {
  readonly commands: () => readonly Command[]
  readonly opened: boolean
  readonly onClose: () => void
}

const Group = ({ title, commands }: { title: string; commands: readonly Command[] }) => {
  const strings = useStrings()
  return (
    <section className={styles.group}>
      <h3>{title}</h3>
      <dl>
        {commands.map(({ id, label, keys = [] }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>
              {keys.map((key) => (
                <Keys key={key}>{keyName(key, strings)}</Keys>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** All shortcuts, and the switch that turns those without Ctrl off. */
export const ShortcutSheet = ({ commands, opened, onClose }: ShortcutSheetProps) => {
  const { shortcuts, commands: texts, keys } = useStrings()
  const { singleKeys } = usePreferences()
  const withKeys = opened ? commands().filter((command) => command.keys !== undefined) : []
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={shortcuts.title}
      size="xl"
      closeButtonProps={{ 'aria-label': shortcuts.close }}
    >
      <p className={styles.intro}>
        <Keys>{keys.commands}</Keys> {texts.openPalette}. {shortcuts.also}
      </p>
      <div className={styles.groups}>
        {commandGroups
          .map((group) => withKeys.filter((command) => command.group === group))
          .map((group) => {
            const [first] = group
            return first === undefined ? null : (
              <Group key={first.group} title={texts.groups[first.group]} commands={group} />
            )
          })}
      </div>
      <Switch
        className={styles.switch}
        checked={singleKeys === 'on'}
        onChange={(event) =>
          setPreferences({ singleKeys: event.currentTarget.checked ? 'on' : 'off' })
        }
        label={shortcuts.singleKeys}
        description={shortcuts.singleKeysText}
      />
    </Modal>
  )
}
