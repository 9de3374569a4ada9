import { createContext, useContext, type ReactNode } from 'react'
import { en } from './en/index.ts'
import { createFormat, type Format } from './format.ts'

/** A catalogue in any language: the shape of the English one with its literals widened. */
type Widened<T> = T extends (...args: infer A) => string
  ? (...args: A) => string
  : T extends string
    ? string
    : { readonly [K in keyof T]: Widened<T[K]> }
export type Strings = Widened<typeof en>

export type Language = { readonly strings: Strings; readonly format: Format }

export const english: Language = { strings: en, format: createFormat('en') }

const LanguageContext = createContext<Language>(english)

export const LanguageProvider = (props: {
  readonly language: Language
  readonly children: ReactNode
}) => <LanguageContext value={props.language}>{props.children}</LanguageContext>

export const useLanguage = (): Language => useContext(LanguageContext)

/** Every word the screen shows. */
export const useStrings = (): Strings => useContext(LanguageContext).strings
/** Numbers, sizes and times in the screen's language. */
export const useFormat = (): Format => useContext(LanguageContext).format
