import type { PhraseBook } from '../../phrases.ts'
import { createReader } from '../../phrases.ts'
import { document } from './document.ts'
import { hosts } from './hosts.ts'
import { images } from './images.ts'
import { lab } from './lab.ts'
import { lessons } from './lessons.ts'
import { network } from './network.ts'
import { rules } from './rules.ts'
import { waiter } from './waiter.ts'

/** German for what the lab says and writes down in English. */
export const phraseBook: PhraseBook = {
  ...document,
  ...hosts,
  ...images,
  ...lab,
  ...lessons,
  ...network,
  ...rules,
  ...waiter,
}

export const phrase = createReader(phraseBook)
