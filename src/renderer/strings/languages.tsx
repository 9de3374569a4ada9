import { useEffect, useState, type ReactNode } from 'react'
import { usePreferences, type Preferences } from '../preferences/store.ts'
import { createFormat } from './format.ts'
import { english, LanguageProvider, type Language } from './index.tsx'

type Known = 'en' | 'de' | 'pseudo'

/** Fetched when somebody reads it; English is always here. */
const loaders: Readonly<Record<Known, () => Promise<Language>>> = {
  en: () => Promise.resolve(english),
  de: async () => ({ strings: (await import('./de/index.ts')).de, format: createFormat('de') }),
  pseudo: async () => {
    const { pseudoStrings } = await import('./pseudo.ts')
    return { strings: pseudoStrings(english.strings), format: english.format }
  },
}

const known = (language: Preferences['language']): Known => {
  if (language !== 'system') return language
  return navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en'
}

/** Speaks the language that was chosen, or the system's where we know it. */
export const ChosenLanguage = ({ children }: { readonly children: ReactNode }) => {
  const wanted = known(usePreferences().language)
  const [language, setLanguage] = useState<Language>(english)
  useEffect(() => {
    let current = true
    const speak = (loaded: Language) => {
      if (!current) return
      setLanguage(loaded)
      document.documentElement.lang = loaded.strings.locale
    }
    // A language that cannot be fetched leaves the one there is.
    loaders[wanted]().then(speak, () => undefined)
    return () => {
      current = false
    }
  }, [wanted])
  return <LanguageProvider language={language}>{children}</LanguageProvider>
}
