import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useLabStore, useLive } from '../client/react.tsx'
import { LanguageProvider, useLanguage, type Language } from '../strings/index.tsx'
import { createReader, type PhraseBook } from '../strings/phrases.ts'

const none: PhraseBook = {}

/** What the lab's lessons say in a language; asked for once it is spoken. */
const useLessonPhrases = (language: string): PhraseBook => {
  const store = useLabStore()
  const live = useLive()
  const [told, setTold] = useState({ language, phrases: none })
  useEffect(() => {
    if (!live || language === 'en') return undefined
    let wanted = true
    store
      .client()
      .lesson.phrases({ language })
      .then(
        (phrases) => wanted && setTold({ language, phrases }),
        // Lessons then keep their own words.
        () => undefined,
      )
    return () => {
      wanted = false
    }
  }, [store, live, language])
  return told.language === language ? told.phrases : none
}

/** Below it lessons speak the language of the screen, where they are translated. */
export const LessonLanguage = ({ children }: { readonly children: ReactNode }) => {
  const language = useLanguage()
  const phrases = useLessonPhrases(language.strings.locale)
  const spoken = useMemo<Language>(
    () =>
      phrases === none
        ? language
        : {
            ...language,
            strings: {
              ...language.strings,
              lessonText: createReader(phrases, language.strings.names),
            },
          },
    [language, phrases],
  )
  return <LanguageProvider language={spoken}>{children}</LanguageProvider>
}
