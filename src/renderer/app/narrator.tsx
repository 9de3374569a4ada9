import { useEffect, useRef, useState } from 'react'
import { placeAfter } from '../client/facts.ts'
import { useLabStore } from '../client/react.tsx'
import { useHiddenSince } from '../lessons/course-provider.tsx'
import { isTelling } from '../wire/telling.ts'
import { useLanguage, useStrings } from '../strings/index.tsx'
import { narrate, noteTurns, noTurns } from '../strings/narrative.ts'

/** At most one announcement in this many ms. */
const every = 2500

/** Tells a screen reader how the boots go on, a few sentences at a time. */
export const Narrator = () => {
  const { narrative } = useStrings()
  const language = useLanguage()
  const store = useLabStore()
  const hidden = useHiddenSince()
  const heard = useRef(0)
  const untold = useRef(noTurns)
  const [text, setText] = useState('')
  useEffect(() => {
    // As they come: in a storm facts of seconds ago are packed again.
    const hear = () => {
      const { lab } = store.snapshot()
      if (lab === undefined) return
      // What had happened before this window joined the lab is not news.
      const from = Math.max(heard.current, placeAfter(lab.facts, lab.joinedAt))
      heard.current = lab.count
      if (lab.heldAt !== undefined || lab.count <= from) return
      const fresh = lab.facts.slice(from, lab.count)
      untold.current = noteTurns(
        untold.current,
        hidden === undefined ? fresh : fresh.filter(({ fact }) => !isTelling(fact)),
        language,
      )
    }
    const tell = () => {
      const next = narrate(untold.current, language)
      untold.current = noTurns
      if (next !== '') setText(next)
    }
    const stop = store.subscribe(hear)
    const timer = setInterval(tell, every)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [store, language, hidden])
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-label={narrative.region}>
      {text}
    </div>
  )
}
