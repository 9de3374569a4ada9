import { useEffect } from 'react'
import type { Command } from './commands/command.ts'

/** A tick or a switch is an input as well, but holds no text. */
const fields = 'input:not([type="checkbox"], [type="radio"]), textarea, select'

const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(fields))

/** A field that one chooses from, and that takes no letters, has no undo of its own. */
const isChoice = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && target.readOnly

/** Space and Enter belong to the control that has the focus. */
const ownsKey = (target: EventTarget | null, key: string): boolean =>
  (key === ' ' || key === 'Enter') &&
  target instanceof HTMLElement &&
  target.closest('button, a, input, [role="tab"], [role="slider"], [role="menuitem"]') !== null

const isOverlayOpen = (): boolean =>
  document.querySelector('[role="dialog"], [role="menu"]') !== null

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/** How a command writes a key press: `p`, `?`, `F6`, `Shift+F6`, `Ctrl+Shift+z`. */
export const chordOf = ({ key, ctrlKey, metaKey, shiftKey }: Press): string => {
  const isCharacter = key.length === 1
  const control = ctrlKey || metaKey
  // Shift alone is part of the character.
  const shift = shiftKey && (control || !isCharacter)
  const parts = [control && 'Ctrl', shift && 'Shift', isCharacter ? key.toLowerCase() : key]
  return parts.filter((part) => part !== false).join('+')
}

/** The command a key press asks for, if any. */
export const commandFor = (commands: readonly Command[], chord: string): Command | undefined =>
  commands.find(({ keys }) => keys?.includes(chord))

/** F6 moves between regions wherever the focus is. */
const isFunctionKey = (key: string): boolean => /^F\d+$/.test(key)

/** Whether a key press belongs to what has the focus, or to nobody. */
const isTaken = (event: KeyboardEvent, singleKeys: boolean): boolean => {
  if (isFunctionKey(event.key)) return false
  const withControl = event.ctrlKey || event.metaKey
  // A field has an undo of its own.
  if (typesText(event.target)) return !(withControl && isChoice(event.target))
  if (withControl) return false
  return !singleKeys || event.repeat || ownsKey(event.target, event.key)
}

/**
 * Runs commands by their keys. `singleKeys` off leaves those with Ctrl and the function keys, as
 * WCAG 2.1.4 asks for.
 */
export const useKeyboard = (
  commands: () => readonly Command[],
  singleKeys: boolean,
  openPalette: () => void,
): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return
      const chord = chordOf(event)
      if (chord === 'Ctrl+k') {
        event.preventDefault()
        openPalette()
        return
      }
      if (isTaken(event, singleKeys) || isOverlayOpen()) return
      const command = commandFor(commands(), chord)
      if (command === undefined) return
      event.preventDefault()
      command.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [commands, singleKeys, openPalette])
}
