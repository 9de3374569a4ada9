import { useMemo, useState } from 'react'
import { Bench } from '../bench/bench.tsx'
import { useLab } from '../client/react.tsx'
import { Inspector } from '../inspector/inspector.tsx'
import { HappenedPanel } from '../ladder/panel.tsx'
import { useStrings } from '../strings/index.tsx'
import { useCommands, type Overlays } from './commands.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { Header } from './header.tsx'
import { LessonStrip } from './lesson-strip.tsx'
import { NavRail } from './nav-rail.tsx'
import { Narrator } from './narrator.tsx'
import { Palette } from './palette.tsx'
import { useSingleKeys } from './settings.ts'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import styles from './shell.module.css'
import { StatusBar } from './status-bar.tsx'
import { Toasts } from './toasts.tsx'
import { useKeyboard } from './use-keyboard.ts'

/** The whole screen around the page. */
export const Shell = () => {
  const { app } = useStrings()
  const level = useLab((lab) => lab.state.level)
  const held = useLab((lab) => lab.heldAt !== undefined)
  const [above, setAbove] = useState<'palette' | 'shortcuts'>()
  const close = () => setAbove(undefined)
  const overlays = useMemo<Overlays>(
    () => ({ palette: () => setAbove('palette'), shortcuts: () => setAbove('shortcuts') }),
    [],
  )
  const commands = useCommands(overlays)
  const [singleKeys] = useSingleKeys()
  useKeyboard(commands, singleKeys, overlays.palette)
  return (
    <div className={styles.shell} data-level={level.kind} data-held={held}>
      <a className={styles.skip} href="#bench">
        {app.skip}
      </a>
      <Header onPalette={overlays.palette} />
      <NavRail />
      <ConnectionBanner />
      <LessonStrip />
      <main className={styles.main}>
        <Bench />
        <HappenedPanel />
      </main>
      <Inspector />
      <StatusBar />
      <Toasts />
      <Narrator />
      <Palette commands={commands} opened={above === 'palette'} onClose={close} />
      <ShortcutSheet commands={commands} opened={above === 'shortcuts'} onClose={close} />
    </div>
  )
}
