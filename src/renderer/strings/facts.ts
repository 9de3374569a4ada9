import type { ComponentId } from '../../shared/base/index.ts'
import type { Fact, FactOf, FactType } from '../../shared/facts/index.ts'
import type { Format } from './format.ts'
import { recordedIn, type Readers } from './recorded.ts'

/** What each kind of fact says, short enough to stand on an arrow of the ladder. */
export type FactTexts = { readonly [T in FactType]: (fact: FactOf<T>, format: Format) => string }

const textOf = <T extends FactType>(texts: FactTexts, type: T): FactTexts[T] | undefined =>
  texts[type]

/** What a fact says in words. A fact of a newer Headwaiter is called by its type. */
export const tell = (
  strings: Readers & { readonly facts: FactTexts },
  fact: Fact,
  format: Format,
): string => {
  // The table pairs each type with a text for it; the compiler cannot follow one type through both.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const text = textOf(strings.facts, fact.type) as
    ((fact: Fact, format: Format) => string) | undefined
  return text === undefined ? fact.type : text(recordedIn(fact, strings), format)
}

/** The component a fact is about: a fault is about the one it is set at. */
export const componentIdOf = (fact: Fact): ComponentId | undefined => {
  if ('component' in fact) return fact.component
  return 'fault' in fact ? fact.fault?.component : undefined
}

/** The component a fact is about, by its name on the ladder. */
export const componentOf = (
  fact: Fact,
  { lanes }: { readonly lanes: Readonly<Record<ComponentId, string>> },
): string | undefined => {
  const id = componentIdOf(fact)
  return id && lanes[id]
}
