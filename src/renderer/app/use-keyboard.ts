import { useEffect } from 'react'
import type { Command } from './commands.ts'

const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Space and Enter belong to the control that has the focus. */
const ownsKey = (target: EventTarget | null, key: string): boolean =>
  (key === ' ' || key === 'Enter') &&
  target instanceof HTMLElement &&
  target.closest('button, a, [role="tab"], [role="slider"], [role="menuitem"]') !== null

const isOverlayOpen = (): boolean =>
  document.querySelector('[role="dialog"], [role="menu"]') !== null

/** The command a key press asks for, if any. */
export const commandFor = (commands: readonly Command[], key: string): Command | undefined => {
  const wanted = key.length === 1 ? key.toLowerCase() : key
  return commands.find(({ keys }) => keys?.includes(wanted))
}

/** Runs commands by their keys. `singleKeys` off leaves only Ctrl K, as WCAG 2.1.4 asks for. */
export const useKeyboard = (
  commands: () => readonly Command[],
  singleKeys: boolean,
  openPalette: () => void,
): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        openPalette()
        return
      }
      if (!singleKeys || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      if (typesText(event.target) || ownsKey(event.target, event.key) || isOverlayOpen()) return
      const command = commandFor(commands(), event.key)
      if (command === undefined) return
      event.preventDefault()
      command.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [commands, singleKeys, openPalette])
}
