import { useEffect, useRef, useState } from 'react'
import { useLabStore } from '../client/react.tsx'
import { useHiddenSince } from '../lessons/course-provider.tsx'
import { isTelling } from '../lessons/cover.ts'
import { useLanguage, useStrings } from '../strings/index.tsx'
import { narrate } from './narrative.ts'

/** At most one announcement in this many ms. */
const every = 2500

/** Tells a screen reader how the boots go on, a few sentences at a time. */
export const Narrator = () => {
  const { narrative } = useStrings()
  const language = useLanguage()
  const store = useLabStore()
  const hidden = useHiddenSince()
  const told = useRef<number | undefined>(undefined)
  const [text, setText] = useState('')
  useEffect(() => {
    // What came before the page was there is not news.
    told.current ??= store.snapshot().lab?.count
    const timer = setInterval(() => {
      const lab = store.snapshot().lab
      if (lab === undefined) return
      const from = told.current ?? lab.count
      told.current = lab.count
      if (lab.heldAt !== undefined || lab.count <= from) return
      const fresh = lab.facts.slice(from, lab.count)
      const next = narrate(
        hidden === undefined ? fresh : fresh.filter(({ fact }) => !isTelling(fact)),
        language,
      )
      if (next !== '') setText(next)
    }, every)
    return () => clearInterval(timer)
  }, [store, language, hidden])
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-label={narrative.region}>
      {text}
    </div>
  )
}
