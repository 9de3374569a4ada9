import { FitAddon } from '@xterm/addon-fit'
import { Terminal, type ITerminalOptions } from '@xterm/xterm'
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has no name
import '@xterm/xterm/css/xterm.css'
import { withoutStyleElements } from './without-style-elements.ts'

const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** The colours of our consoles, as the theme has them now. */
export const themeNow = () => ({
  background: token('--console'),
  foreground: token('--console-ink'),
  cursor: token('--console-ink'),
  cursorAccent: token('--console'),
  selectionBackground: '#3a5a78',
  brightBlack: token('--console-dim'),
  brightRed: token('--console-bad'),
  brightYellow: token('--console-warn'),
  cyan: token('--console-good'),
})

/** A terminal that fills `box`; `fit` follows its size. */
export const openTerminal = (
  box: HTMLElement,
  options: ITerminalOptions,
): { readonly terminal: Terminal; readonly fit: FitAddon } => {
  const fontSize = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.78
  const terminal = new Terminal({
    fontFamily: token('--mono'),
    fontSize,
    lineHeight: 1.25,
    cursorBlink: false,
    scrollback: 5000,
    theme: themeNow(),
    ...options,
  })
  const fit = new FitAddon()
  terminal.loadAddon(fit)
  withoutStyleElements(document, () => terminal.open(box))
  fit.fit()
  return { terminal, fit }
}
