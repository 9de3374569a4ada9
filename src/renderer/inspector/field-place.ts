import { placeOf } from '../place/mention.tsx'
import type { Place } from '../place/route.ts'
import type { Field } from './fields.ts'

/** The place a value of a fact speaks of, by the last part of its name; undefined where it is none. */
export const placeOfField = ({ name, value }: Field): Place | undefined => {
  if (name === 'rule' || name.startsWith('rules.')) return placeOf.rule(value)
  switch (name.slice(name.lastIndexOf('.') + 1)) {
    case 'imageProfile':
      return placeOf.image(value)
    case 'hostProfile':
      return placeOf.profile(value)
    case 'lesson':
      return placeOf.lesson(value)
    default:
      return undefined
  }
}
