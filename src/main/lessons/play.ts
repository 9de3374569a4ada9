import { toErrorData, type Clock, type ErrorData } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import {
  inWords,
  questionOf,
  withNames,
  type Action,
  type Cast,
  type Expectation,
  type Finding,
  type Lesson,
  type MysteryCase,
  type Question,
  type Solution,
  type Step,
} from '../../shared/lessons/index.ts'
import type { JournalStore } from '../journal/store.ts'
import type { Record } from '../record.ts'
import { act } from './act.ts'
import { observe } from './await.ts'
import type { Commands } from './lab.ts'
import type { Stage } from './stage.ts'
import type { Teller } from './teller.ts'

/** What a lesson runs on. */
export type Theatre = {
  readonly commands: Commands
  readonly journal: Pick<JournalStore, 'read' | 'subscribe' | 'last'>
  readonly document: () => LabDocument
  readonly clock: Clock
  readonly record: Record
}

/** Ends a lesson early: a wait was in vain, or a command failed. */
export class Curtain extends Error {
  override readonly name = 'Curtain'
  readonly data: ErrorData | undefined

  constructor(data?: ErrorData) {
    super('The lesson ends here.')
    this.data = data
  }
}

/** One performance of a lesson: who plays what, and who watches. */
export type Performance = {
  readonly lesson: Lesson
  readonly cast: Cast
  readonly theatre: Theatre
  readonly stage: Stage
  readonly teller: Teller
  /** At the lab's speed. */
  readonly labClock: Clock
  readonly signal: AbortSignal
  /** The document without what the steps so far changed in it. */
  readonly mended: (now: LabDocument) => LabDocument
  readonly mystery: MysteryCase | undefined
  /** Puts a question to the student; absent when nobody is there to answer. */
  readonly ask: ((question: Question, signal: AbortSignal) => Promise<string>) | undefined
}

type Where = { readonly step: Step; readonly stepSeq: number }

const note = async (
  { lesson, cast, teller, theatre }: Performance,
  { step }: Where,
  that: string,
  { met, found, evidence: seen }: Finding,
): Promise<void> => {
  const evidence = [...seen]
  const expectation = withNames(that, cast)
  const fact = { lesson: lesson.id, step: step.id, expectation, met, found, evidence }
  await theatre.record({ type: 'lesson.checked', ...fact })
  const at = theatre.clock.now()
  teller.tell({ kind: 'check', at, step: step.id, that: expectation, met, found, evidence })
}

const look = async (
  performance: Performance,
  where: Where,
  expectation: Expectation,
): Promise<boolean> => {
  const { stage, cast, signal, labClock: clock } = performance
  const { stepSeq } = where
  const scene = () => ({ view: stage.view(), facts: stage.facts(), stepSeq, cast })
  const finding = await observe(expectation, scene, { stage, signal, clock })
  await note(performance, where, expectation.that, finding)
  return finding.met
}

/** Does one action. Throws `Curtain` when the lesson cannot go on. */
const perform = async (performance: Performance, where: Where, action: Action): Promise<void> => {
  const { cast, theatre, teller, stage, signal, mended, mystery } = performance
  signal.throwIfAborted()
  if (action.action === 'waitFor') {
    if (!(await look(performance, where, action.until))) throw new Curtain()
    return
  }
  if (action.action === 'mystery') {
    for (const part of mystery?.actions ?? []) await perform(performance, where, part)
    return
  }
  const text = inWords(action, cast)
  if (!where.step.hidden) teller.tell({ kind: 'action', at: theatre.clock.now(), text })
  await stage.caughtUp(signal)
  try {
    const lab = { view: stage.view(), document: theatre.document, mended }
    await act(action, cast, theatre.commands, lab)
  } catch (error) {
    const data = toErrorData(error)
    const found = `${data.code}: ${data.message}`
    await note(performance, where, text, { met: false, found, evidence: [] })
    throw new Curtain(data)
  }
}

const askStudent = async (
  performance: Performance,
  question: Question,
  { answer: solution, why }: Solution,
): Promise<{ readonly answer?: string; readonly right?: boolean }> => {
  const { ask, theatre, lesson, signal } = performance
  if (ask === undefined) return {}
  const asked = { lesson: lesson.id, step: question.step }
  const options = question.options.map((option) => ({ ...option }))
  await theatre.record({ type: 'lesson.asked', ...asked, question: question.question, options })
  const answer = await ask(question, signal)
  const right = answer === solution
  await theatre.record({ type: 'lesson.answered', ...asked, answer, right, solution, why })
  return { answer, right }
}

const prompt = async (performance: Performance, step: Step): Promise<void> => {
  const { lesson, cast, mystery, teller, theatre } = performance
  if (step.prompt === undefined) return
  const { question, solution } = questionOf(
    step,
    step.prompt,
    lesson.mystery?.cases ?? [],
    mystery,
    (text) => withNames(text, cast),
  )
  // With nobody to answer, only the mystery is worth telling.
  if (performance.ask === undefined && !asksAboutMystery(step)) return
  teller.tell({
    kind: 'question',
    at: theatre.clock.now(),
    question: question.question,
    options: question.options,
  })
  const given = await askStudent(performance, question, solution)
  const right = question.options.find(({ id }) => id === solution.answer)?.text ?? solution.answer
  const at = theatre.clock.now()
  teller.tell({ kind: 'solution', at, ...given, solution: right, why: solution.why })
}

const asksAboutMystery = ({ prompt }: Step): boolean => prompt !== undefined && 'about' in prompt

/** Plays the steps one after the other. `reached` is told of each as it begins. */
export const playSteps = async (
  performance: Performance,
  steps: readonly Step[],
  reached: (step: string) => void,
): Promise<void> => {
  const { lesson, cast, theatre, teller, signal } = performance
  let concealed = false
  for (const step of steps) {
    signal.throwIfAborted()
    const { id, hidden } = step
    const where = { step, stepSeq: theatre.journal.last() + 1 }
    reached(id)
    const text = withNames(step.text, cast)
    const fact = { lesson: lesson.id, step: id, text, ...(hidden ? { hidden } : {}) }
    await theatre.record({ type: 'lesson.stepStarted', ...fact })
    teller.tell({ kind: 'step', at: theatre.clock.now(), id, text })
    concealed = hidden || (concealed && lesson.mystery !== undefined)
    teller.conceal(concealed)
    await prompt(performance, step)
    if (asksAboutMystery(step)) concealed = false
    teller.conceal(concealed)
    for (const action of step.actions) await perform(performance, where, action)
    for (const expectation of step.expect) await look(performance, where, expectation)
  }
}

/** The set-up's actions, as a step of its own that the account does not announce. */
export const playSetUp = async (performance: Performance): Promise<void> => {
  const { lesson, theatre } = performance
  const step = { id: 'set-up', text: '', hidden: false, actions: [], expect: [] }
  const where = { step, stepSeq: theatre.journal.last() + 1 }
  for (const action of lesson.setUp.actions) await perform(performance, where, action)
}
