import type { MysteryCase, Prompt, Step } from './schema.ts'

/** A question as the student sees it, and the answer kept apart. */
export type Question = {
  readonly step: string
  readonly question: string
  readonly options: readonly { readonly id: string; readonly text: string }[]
}
export type Solution = { readonly answer: string; readonly why: string }

/**
 * The question of a step with its solution. `played` is the case of the mystery that was chosen, `named`
 * puts the hosts' names into texts.
 */
export const questionOf = (
  { id: step }: Pick<Step, 'id'>,
  prompt: Prompt,
  cases: readonly MysteryCase[],
  played: MysteryCase | undefined,
  named: (text: string) => string,
): { readonly question: Question; readonly solution: Solution } => {
  const question = named(prompt.question)
  const readable = (options: readonly { id: string; text: string }[]): Question['options'] =>
    options.map(({ id, text }) => ({ id, text: named(text) }))
  if ('about' in prompt) {
    const solution = { answer: played?.id ?? '', why: named(played?.why ?? '') }
    return { question: { step, question, options: readable(cases) }, solution }
  }
  const { options, answer, why } = prompt
  const solution = { answer, why: named(why) }
  return { question: { step, question, options: readable(options) }, solution }
}
