import { Suspense, useEffect, useMemo, useRef, useState, type MouseEvent } from 'react'
import { useLab } from '../client/react.tsx'
import { StandingProvider } from '../faults/standing-provider.tsx'
import { DropZone } from '../imports/drop-zone.tsx'
import { ImportStrip } from '../imports/import-strip.tsx'
import { ImportsProvider } from '../imports/imports-provider.tsx'
import { usePreferences } from '../preferences/store.ts'
import { CourseProvider } from '../lessons/course-provider.tsx'
import { useStrings } from '../strings/index.tsx'
import { fetchedNext } from '../ui/fetched.ts'
import { focusPage } from '../ui/focus.ts'
import { useCommands } from './commands/use-commands.ts'
import type { Overlays } from './commands/view.ts'
import { BlastNotice } from './blast-notice.tsx'
import { ChosenBar } from './chosen-bar.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { Header } from './header.tsx'
import { LessonStrip } from './lesson-strip.tsx'
import { Narrator } from './narrator.tsx'
import { PageView } from './pages.tsx'
import { useRecordingStart } from './recording-start.ts'
import { usePlace, type Page } from '../place/route.ts'
import styles from './shell.module.css'
import { StatusBar } from './status-bar.tsx'
import { Toasts } from './toasts.tsx'
import { useKeyboard } from './use-keyboard.ts'

// The page itself is painted first: the lab's picture waits for nothing beside or above it.
const NavRail = fetchedNext(async () => (await import('./beside.ts')).NavRail)
const Inspector = fetchedNext(async () => (await import('./beside.ts')).Inspector)
const OverlaysAbove = fetchedNext(async () => (await import('./overlays.tsx')).OverlaysAbove)

/** Pages where what is chosen is shown at the right. */
const hasInspector: ReadonlySet<Page> = new Set<Page>(['bench', 'hosts', 'journal'])

/** The fragment of the address is our place: the link moves the focus and leaves it alone. */
const skip = (event: MouseEvent): void => {
  event.preventDefault()
  focusPage()
}

/** What led to another page is gone with the one before, and the focus with it: it goes on in the new one. */
const useFocusInPage = (page: Page): void => {
  const before = useRef(page)
  useEffect(() => {
    if (before.current !== page && document.activeElement === document.body) focusPage()
    before.current = page
  }, [page])
}

/** The whole screen around the page. */
export const Shell = () => {
  const { app } = useStrings()
  const level = useLab((lab) => lab.state.level)
  const held = useLab((lab) => lab.heldAt !== undefined)
  const [above, setAbove] = useState<keyof Overlays>()
  const close = () => setAbove(undefined)
  const overlays = useMemo<Overlays>(
    () => ({
      palette: () => setAbove('palette'),
      shortcuts: () => setAbove('shortcuts'),
      reference: () => setAbove('reference'),
    }),
    [],
  )
  const commands = useCommands(overlays)
  const { singleKeys } = usePreferences()
  const { page } = usePlace()
  const inspected = hasInspector.has(page)
  useFocusInPage(page)
  useRecordingStart()
  // What is typed for an overlay that is on its way is no command.
  useKeyboard(commands, singleKeys === 'on' && above === undefined, overlays.palette)
  return (
    <ImportsProvider>
      <CourseProvider>
        <StandingProvider>
          <div
            className={styles.shell}
            data-level={level.kind}
            data-held={held}
            data-inspected={inspected}
          >
            <a className={styles.skip} href="#main" onClick={skip}>
              {app.skip}
            </a>
            <Header onPalette={overlays.palette} />
            <Suspense>
              <NavRail />
            </Suspense>
            <ConnectionBanner />
            <LessonStrip />
            <ImportStrip />
            <main className={styles.main} id="main" tabIndex={-1}>
              <PageView page={page} />
              <BlastNotice />
            </main>
            {inspected && <ChosenBar />}
            <Suspense>{inspected && <Inspector />}</Suspense>
            <StatusBar />
            <Toasts />
            <DropZone />
            <Narrator />
            <Suspense>
              <OverlaysAbove commands={commands} opened={above} onClose={close} />
            </Suspense>
          </div>
        </StandingProvider>
      </CourseProvider>
    </ImportsProvider>
  )
}
