import type { Fact, FactType } from '../../shared/facts/index.ts'
import { asSaid, type Reader } from './phrases.ts'

/** Reads what the lab wrote down, and what the author of a lesson wrote. */
export type Readers = { readonly phrase: Reader; readonly lessonText: Reader }

/** Fields of facts that hold sentences of the lab; all others are values, or words of programs. */
const ours: ReadonlySet<string> = new Set([
  'cause',
  'failures',
  'found',
  'problems',
  'proposal',
  'steps',
  'summary',
])
const authors: ReadonlySet<string> = new Set(['expectation', 'question', 'text', 'title', 'why'])

/** Facts whose bare message is ours; elsewhere firmware, iPXE or mboot said it, and keep their words. */
const speakers: ReadonlySet<FactType> = new Set<FactType>([
  'disk.cacheNotWritten',
  'disk.imageRejected',
  'esxi.notCertified',
  'host.diskTampered',
  'host.fellSilent',
  'host.poweredOff',
  'tftp.failed',
])

const readIn = (value: unknown, read: Reader): unknown => {
  if (typeof value === 'string') return read(value)
  return Array.isArray(value) ? value.map((item) => readIn(item, read)) : value
}

const reasonIn = (value: unknown, read: Reader): unknown =>
  typeof value === 'object' && value !== null && 'message' in value
    ? { ...value, message: readIn(value.message, read) }
    : value

/** The same fact with its sentences in the reader's language. */
export const recordedIn = <F extends Fact>(fact: F, { phrase, lessonText }: Readers): F => {
  if (phrase === asSaid && lessonText === asSaid) return fact
  const isLesson = fact.type.startsWith('lesson.')
  const read = (name: string, value: unknown): unknown => {
    if (name === 'reason' || name === 'finding') return reasonIn(value, phrase)
    if (isLesson && authors.has(name)) return readIn(value, lessonText)
    const isOurs = name === 'message' ? speakers.has(fact.type) : ours.has(name) || name === 'text'
    return isOurs ? readIn(value, phrase) : value
  }
  const entries = Object.entries(fact).map(([name, value]) => [name, read(name, value)])
  // Text for text: no field changes its kind.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(entries) as F
}
