import { useEffect, useReducer } from 'react'
import { useEnd, useLab } from './react.tsx'
import type { Reader } from '../wire/reader.ts'

/** What a reader makes of the facts up to the moment that is shown. */
export const useRead = <T>(reader: Reader<T>): T =>
  reader.read(
    useLab((lab) => lab.facts),
    useEnd(),
  )

/** ms of reading at a time: the page answers in between. */
const readingTime = 24
/** ms of reading between two drawings of what is read. */
const drawingEvery = 200

/** Goes on for so many ms. */
const within = (ms: number): (() => boolean) => {
  const until = performance.now() + ms
  return () => performance.now() < until
}

/** What has been read, and how many facts that is of how many. */
export type Reading<T> = { readonly value: T; readonly done: number; readonly of: number }

/** As `useRead`, for a view that is opened over a long journal: it is read bit by bit, and shown as far as it is read. */
export const useReading = <T>(reader: Reader<T>): Reading<T> => {
  const facts = useLab((lab) => lab.facts)
  const end = useEnd()
  const [, draw] = useReducer((drawings: number) => drawings + 1, 0)
  const done = reader.advance(facts, end, within(readingTime))
  useEffect(() => {
    if (done >= end) return undefined
    const isEarly = within(drawingEvery)
    const readOn = () => {
      const read = reader.advance(facts, end, within(readingTime))
      if (read < end && isEarly()) timer = setTimeout(readOn)
      else draw()
    }
    let timer = setTimeout(readOn)
    return () => clearTimeout(timer)
  })
  return { value: reader.read(facts, done), done, of: end }
}
