import type { Terminal } from '@xterm/xterm'
import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { useColorScheme } from '../../theme/color-scheme.ts'
import { useLabStore } from '../../client/react.tsx'
import { useStrings } from '../../strings/index.tsx'
import { Button } from '../../ui/button.tsx'
import { zoomOf } from '../../ui/zoom.ts'
import { openTerminal, themeNow } from '../../ui/terminal/terminal.ts'
import styles from './drawer.module.css'
import { createSession } from './session.ts'

const leastHeight = 120

/** Most of the window, in px as the page draws them. */
const most = (): number => (innerHeight * 0.7) / zoomOf(document.body)

/** The height of the drawer in px, pulled by its upper edge or changed by keys. */
const useHeight = () => {
  const [height, setHeight] = useState(260)
  const set = (next: number) => setHeight(Math.round(Math.max(leastHeight, Math.min(most(), next))))
  const drag = (event: PointerEvent<HTMLElement>) => {
    const edge = event.currentTarget
    const [from, start, zoom] = [event.clientY, height, zoomOf(edge)]
    edge.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent) => set(start + (from - moved.clientY) / zoom)
    edge.addEventListener('pointermove', move)
    edge.addEventListener(
      'lostpointercapture',
      () => edge.removeEventListener('pointermove', move),
      {
        once: true,
      },
    )
  }
  return { height, set, drag }
}

/** The PowerCLI console, under the page. It works on the same lab document as the page. */
export const ConsoleDrawer = ({ onClose }: { readonly onClose: () => void }) => {
  const { terminal: texts } = useStrings().rules
  const store = useLabStore()
  const { scheme } = useColorScheme()
  const box = useRef<HTMLDivElement>(null)
  const close = useRef<HTMLButtonElement>(null)
  const shown = useRef<Terminal>(undefined)
  const { height, set, drag } = useHeight()

  useEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const { terminal, fit } = openTerminal(element, { screenReaderMode: true })
    shown.current = terminal
    const session = createSession({
      client: store.client,
      screen: {
        write: (text) => terminal.write(text),
        clear: () => terminal.write('\u001b[2J\u001b[3J\u001b[H'),
        columns: () => terminal.cols,
      },
      leave: () => close.current?.focus(),
      lost: texts.lost,
    })
    terminal.attachCustomKeyEventHandler((event) => {
      if (event.type !== 'keydown' || event.isComposing || event.altKey || event.metaKey)
        return true
      // With a selection Ctrl C copies, as everywhere.
      if (event.ctrlKey && event.key === 'c' && terminal.hasSelection()) return true
      if (event.ctrlKey && (event.key === 'v' || event.shiftKey)) return false
      if (event.key === 'Tab' && event.shiftKey) return false
      const taken = session.key({ key: event.key, ctrl: event.ctrlKey, shift: event.shiftKey })
      if (!taken) return true
      event.preventDefault()
      return false
    })
    terminal.onData((text) => {
      // What is left is typed or pasted text; codes of keys we have no use for are not.
      if (!text.startsWith('\u001b') || text.startsWith('\u001b[200~'))
        session.type(text.replaceAll('\u001b[200~', '').replaceAll('\u001b[201~', ''))
    })
    terminal.write(`\u001b[90m${texts.welcome}\r\n${texts.try}\u001b[0m\r\n`, session.redraw)
    terminal.focus()
    const observer = new ResizeObserver(() => fit.fit())
    observer.observe(element)
    return () => {
      observer.disconnect()
      session.close()
      terminal.dispose()
    }
  }, [store, texts])

  useEffect(() => {
    if (shown.current !== undefined && scheme !== undefined)
      shown.current.options.theme = themeNow()
  }, [scheme])

  return (
    <section className={styles.drawer} aria-label={texts.title} style={{ height }}>
      <header className={styles.head}>
        <button
          type="button"
          className={styles.edge}
          aria-label={texts.height}
          onPointerDown={drag}
          onKeyDown={(event) => {
            const by = event.key === 'ArrowUp' ? 24 : event.key === 'ArrowDown' ? -24 : 0
            if (by === 0) return
            event.preventDefault()
            set(height + by)
          }}
        />
        <h2>{texts.title}</h2>
        <span className={styles.hint}>{texts.hint}</span>
        <Button
          ref={close}
          size="s"
          variant="quiet"
          glyph="close"
          aria-label={texts.close}
          onClick={onClose}
        />
      </header>
      <div ref={box} className={styles.terminal} lang="en" />
    </section>
  )
}
