/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the combobox pattern: a select cannot be searched */
import { Modal } from '@mantine/core'
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useStrings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { focusPage } from '../ui/focus.ts'
import { Keys } from '../ui/keys.tsx'
import type { Command } from './commands/command.ts'
import { keyName } from './key-name.ts'
import { whereAmI } from '../place/route.ts'
import { matchCommands } from './commands/match.ts'
import styles from './palette.module.css'

export type PaletteProps = {
  /** Asked once, when the palette opens. */
  readonly commands: () => readonly Command[]
  readonly opened: boolean
  readonly onClose: () => void
}

/** More than this could not be looked through; typing narrows it. */
const mostShown = 120

const listId = 'commands'
const optionId = (command: Command): string => `command-${command.id}`

type OptionProps = {
  readonly command: Command
  readonly chosen: boolean
  readonly onRun: (command: Command) => void
}

const Option = ({ command, chosen, onRun }: OptionProps) => {
  const strings = useStrings()
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) element.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const [key] = command.keys ?? []
  return (
    // The field above has the focus and answers the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      ref={element}
      id={optionId(command)}
      className={styles.option}
      role="option"
      aria-selected={chosen}
      onClick={() => onRun(command)}
    >
      <span>{command.label}</span>
      <span className={styles.group}>{strings.commands.groups[command.group]}</span>
      {key !== undefined && <Keys>{keyName(key, strings)}</Keys>}
    </div>
  )
}

/** Has the focus from its first moment on, and gives it back: what is typed at once is not lost. */
const useFocusAtOnce = () => {
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    const own = field.current
    const before = document.activeElement
    own?.focus()
    return () => {
      // Not where a command has moved it on.
      if (document.activeElement === own && before instanceof HTMLElement) before.focus()
    }
  }, [])
  return field
}

const Search = ({ commands, onClose }: Omit<PaletteProps, 'opened'>) => {
  const { commands: texts } = useStrings()
  const field = useFocusAtOnce()
  const [offered] = useState(commands)
  const [query, setQuery] = useState('')
  const [place, setPlace] = useState(0)
  const found = useMemo(
    () => matchCommands(offered, query, texts.alike).slice(0, mostShown),
    [offered, query, texts],
  )
  const chosen = found[place]

  const run = (command: Command) => {
    const { page } = whereAmI()
    onClose()
    command.run()
    if (whereAmI().page !== page) focusPage()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const count = Math.max(1, found.length)
    if (event.key === 'ArrowDown') setPlace((place + 1) % count)
    else if (event.key === 'ArrowUp') setPlace((place - 1 + count) % count)
    else if (event.key === 'Enter' && chosen !== undefined) run(chosen)
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className={styles.search}>
        <Glyph name="search" size={16} />
        <input
          ref={field}
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen === undefined ? undefined : optionId(chosen)}
          aria-label={texts.search}
          placeholder={texts.search}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setPlace(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll what has the focus */}
      <div id={listId} className={styles.list} role="listbox" tabIndex={0} aria-label={texts.title}>
        {found.map((command) => (
          <Option key={command.id} command={command} chosen={command === chosen} onRun={run} />
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>{texts.none}</p>}
    </>
  )
}

/** Every command, found by typing. */
export const Palette = ({ commands, opened, onClose }: PaletteProps) => {
  const { commands: texts } = useStrings()
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={600}
      yOffset={90}
      lockScroll={false}
      centered={false}
      // It takes the very next key: what is typed while it fades in would be lost.
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      classNames={{ content: styles.content }}
    >
      <Modal.Overlay backgroundOpacity={0.45} blur={2} />
      <Modal.Content aria-label={texts.title}>
        <Search commands={commands} onClose={onClose} />
      </Modal.Content>
    </Modal.Root>
  )
}
