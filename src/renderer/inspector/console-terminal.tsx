import type { Terminal } from '@xterm/xterm'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useColorScheme } from '../theme/color-scheme.ts'
import type { ConsoleLine } from '../../shared/host/index.ts'
import { openTerminal, themeNow } from '../ui/terminal/terminal.ts'
import { addedTo, ansiOf } from './console-lines.ts'
import styles from './console.module.css'

/** px: some 45 columns fit into the inspector. */
const smallFont = (): number =>
  parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.7

const hideCursor = '\u001b[?25l'
/** As a code among what is written: the terminal's own reset would overtake lines it has yet to take in. */
const clear = '\u001b[2J\u001b[3J\u001b[H'

const scrolls: Readonly<Record<string, (terminal: Terminal) => void>> = {
  ArrowUp: (terminal) => terminal.scrollLines(-1),
  ArrowDown: (terminal) => terminal.scrollLines(1),
  PageUp: (terminal) => terminal.scrollPages(-1),
  PageDown: (terminal) => terminal.scrollPages(1),
  Home: (terminal) => terminal.scrollToTop(),
  End: (terminal) => terminal.scrollToBottom(),
}

type Shown = { readonly terminal: Terminal; lines: readonly ConsoleLine[] }

const show = (shown: Shown, lines: readonly ConsoleLine[]) => {
  const { terminal } = shown
  const added = addedTo(shown.lines, lines)
  const fresh = (added ?? lines).map((line) => ansiOf(line, terminal.cols))
  const before = added === undefined ? clear : shown.lines.length === 0 ? hideCursor : '\r\n'
  if (added === undefined || added.length > 0) terminal.write(`${before}${fresh.join('\r\n')}`)
  shown.lines = lines
}

/** The screen of a host, read only. Lines that were added are written on; another past is written anew. */
export const ConsoleTerminal = ({ lines }: { readonly lines: readonly ConsoleLine[] }) => {
  const box = useRef<HTMLDivElement>(null)
  const shown = useRef<Shown>(undefined)
  const { scheme } = useColorScheme()

  useEffect(() => {
    if (box.current === null) return undefined
    const { terminal, fit } = openTerminal(box.current, {
      disableStdin: true,
      fontSize: smallFont(),
    })
    // The box has the focus; the lines beside it are for screen readers.
    terminal.textarea?.setAttribute('tabindex', '-1')
    const screen: Shown = { terminal, lines: [] }
    shown.current = screen
    terminal.onResize(() => {
      const { lines: all } = screen
      terminal.write(clear)
      screen.lines = []
      show(screen, all)
    })
    const observer = new ResizeObserver(() => fit.fit())
    observer.observe(box.current)
    return () => {
      observer.disconnect()
      shown.current = undefined
      terminal.dispose()
    }
  }, [])

  useEffect(() => {
    if (shown.current !== undefined) show(shown.current, lines)
  }, [lines])

  useEffect(() => {
    if (shown.current !== undefined && scheme !== undefined)
      shown.current.terminal.options.theme = themeNow()
  }, [scheme])

  const onKeyDown = (event: KeyboardEvent) => {
    const scroll = scrolls[event.key]
    if (scroll === undefined || shown.current === undefined) return
    event.preventDefault()
    scroll(shown.current.terminal)
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions -- keys scroll what has the focus
    <div lang="en" ref={box} className={styles.terminal} tabIndex={0} onKeyDown={onKeyDown} />
  )
}
