import { MantineProvider } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { LessonSummary } from '../../shared/contract/index.ts'
import { ActionsProvider } from '../client/actions.tsx'
import { LabStoreProvider, useLabStore, useSnapshot, useLive } from '../client/react.tsx'
import type { LabStore } from '../client/store.ts'
import { useStrings } from '../strings/index.tsx'
import { ChosenLanguage } from '../strings/languages.tsx'
import { theme } from '../theme/index.ts'
import { Glyph } from '../ui/glyph.tsx'
import styles from './app.module.css'
import { Breakdown } from './breakdown.tsx'
import { Outdated } from './connection-banner.tsx'
import { colorSchemeManager } from '../theme/color-scheme.ts'
import { LessonLanguage } from './lesson-language.tsx'
import { LessonsContext } from '../lessons/lessons.ts'
import { Shell } from './shell.tsx'

const Waiting = () => {
  const { link: texts, app } = useStrings()
  const outdated = useSnapshot(({ link }) => link.kind === 'outdated')
  return (
    <main className={styles.waiting}>
      <h1>{app.name}</h1>
      {outdated ? (
        <Outdated />
      ) : (
        <>
          <output>
            <Glyph name="spin" /> {texts.notYet}
          </output>
          <p>{texts.refused}</p>
        </>
      )}
    </main>
  )
}

const useLessonList = (): readonly LessonSummary[] => {
  const store = useLabStore()
  const live = useLive()
  const [lessons, setLessons] = useState<readonly LessonSummary[]>([])
  useEffect(() => {
    if (!live) return
    store
      .client()
      .lesson.list()
      .then(setLessons)
      // The picker says that there are none; the link's own banner says why.
      .catch(() => setLessons([]))
  }, [store, live])
  return lessons
}

const Ready = () => {
  const ready = useSnapshot(({ lab }) => lab !== undefined)
  const lessons = useLessonList()
  return ready ? (
    <LessonsContext value={lessons}>
      <LessonLanguage>
        <Shell />
      </LessonLanguage>
    </LessonsContext>
  ) : (
    <Waiting />
  )
}

/** The app over one store. */
export const App = ({ store }: { readonly store: LabStore }) => (
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    colorSchemeManager={colorSchemeManager}
    withCssVariables={false}
    withGlobalClasses={false}
  >
    <ChosenLanguage>
      <LabStoreProvider store={store}>
        <ActionsProvider>
          <Breakdown>
            <Ready />
          </Breakdown>
        </ActionsProvider>
      </LabStoreProvider>
    </ChosenLanguage>
  </MantineProvider>
)
