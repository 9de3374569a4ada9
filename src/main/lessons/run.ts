import { atSpeed, LabError, toErrorData, type ErrorData } from '../../shared/base/index.ts'
import {
  castLesson,
  stepsFor,
  withNames,
  type Lesson,
  type LessonEvent,
  type LessonOutcome,
  type LessonResult,
  type MysteryCase,
} from '../../shared/lessons/index.ts'
import type { LabDocument } from '../../shared/document/index.ts'
import { createEditLog } from './edit-log.ts'
import { Curtain, playSetUp, playSteps, type Performance, type Theatre } from './play.ts'
import { putBack } from './put-back.ts'
import { receive, sendHome } from './visitors.ts'
import { openStage } from './stage.ts'
import { createTeller } from './teller.ts'

export type RunOptions = {
  readonly variant?: string | undefined
  /** In place of the speed that the lesson asks for. */
  readonly speed?: number | undefined
  readonly student?: string | undefined
  /** Id of the mystery's case; else one is chosen by `choose`. */
  readonly case?: string
  /** A number below `count`. */
  readonly choose?: (count: number) => number
  /** Puts a question to the student and resolves with the id of an option. */
  readonly ask?: Performance['ask'] | undefined
  readonly onProgress?: (event: LessonEvent) => void
  readonly signal?: AbortSignal
}

const never = new AbortController().signal

const chosenCase = (
  { mystery }: Lesson,
  { case: asked, choose }: RunOptions,
): MysteryCase | undefined =>
  asked === undefined
    ? mystery?.cases[choose?.(mystery.cases.length) ?? 0]
    : mystery?.cases.find(({ id }) => id === asked)

/** How a performance ended before its time: nothing when it did not. */
type Early = { readonly outcome?: LessonOutcome; readonly error?: ErrorData }

const endingOf = (error: unknown, signal: AbortSignal): Early => {
  if (signal.aborted) return { outcome: 'stopped' }
  if (!(error instanceof Curtain)) return { outcome: 'broken', error: toErrorData(error) }
  return error.data === undefined ? {} : { outcome: 'broken', error: error.data }
}

/** Runs one lesson from its set-up to its end, and puts plugs and document back. */
export const runLesson = async (
  house: Theatre,
  lesson: Lesson,
  options: RunOptions,
): Promise<LessonResult> => {
  const { document, journal, record, clock } = house
  const edits = createEditLog(house.commands.documents, document)
  const commands = { ...house.commands, documents: edits.documents }
  const theatre = { ...house, commands }
  const { variant, student, signal = never, speed = lesson.setUp.speed } = options
  const before = document()
  castLesson(lesson, before, variant)
  let players: ReadonlySet<string> = new Set()
  const teller = createTeller((host) => players.has(host), options.onProgress)
  const stage = await openStage(journal, before, (facts) => teller.narrate(facts))
  const visitors = new Map<string, string>()
  const reached = new Set<string>()
  const startedAt = clock.now()
  const firstSeq = journal.last() + 1
  let steps = lesson.steps

  /** What the student changed meanwhile stays, unless it cannot stand without the lesson's own. */
  const mendedFrom = (edit: number) => (now: LabDocument) => {
    try {
      return edits.without(now, edit)
    } catch (error) {
      if (error instanceof LabError) return before
      throw error
    }
  }

  const play = async (): Promise<Early> => {
    try {
      for (const [name, host] of await receive(theatre, lesson, stage.view())) {
        visitors.set(name, host)
      }
      if (speed !== undefined && speed !== document().speed) {
        await commands.documents.edit({ kind: 'setSpeed', speed })
      }
      const cast = castLesson(lesson, before, variant, visitors)
      players = new Set([...cast.values()].flat())
      steps = [...stepsFor(lesson, cast)]
      const { title, goal } = lesson
      teller.tell({
        kind: 'started',
        at: clock.now(),
        title,
        goal: withNames(goal, cast),
        speed: document().speed,
        ...(variant === undefined ? {} : { variant }),
      })
      const performance: Performance = {
        lesson,
        cast,
        theatre,
        stage,
        teller,
        labClock: atSpeed(clock, () => document().speed),
        signal,
        mended: mendedFrom(edits.count()),
        mystery: chosenCase(lesson, options),
        ask: options.ask,
      }
      await playSetUp(performance)
      await playSteps(performance, steps, (step) => reached.add(step))
      return {}
    } catch (error) {
      return endingOf(error, signal)
    }
  }

  try {
    const { title } = lesson
    await record({
      type: 'lesson.started',
      lesson: lesson.id,
      title,
      ...(variant === undefined ? {} : { variant }),
      ...(student === undefined ? {} : { student }),
    })
    const { outcome: early, error } = await play()
    teller.conceal(false)
    await sendHome(theatre, [...visitors.values()])
    await putBack(
      { ...theatre, mended: mendedFrom(0), view: stage.view() },
      `Put back after "${title}"`,
    )
    const met = teller.checks().filter((event) => event.met).length
    const missed = teller.checks().length - met
    const notReached = steps.filter(({ id }) => !reached.has(id)).map(({ id }) => id)
    const outcome = early ?? (missed === 0 && notReached.length === 0 ? 'met' : 'missed')
    const [ended] = await record({ type: 'lesson.ended', lesson: lesson.id, met, missed, outcome })
    await stage.caughtUp(never)
    const endedAt = clock.now()
    const { debrief } = lesson
    teller.tell({ kind: 'ended', at: endedAt, outcome, met, missed, notReached, debrief })
    const answers = teller.events.filter((event) => event.kind === 'solution')
    return {
      lesson: lesson.id,
      ...(variant === undefined ? {} : { variant }),
      outcome,
      ...(error === undefined ? {} : { error }),
      met,
      missed,
      asked: answers.filter(({ right }) => right !== undefined).length,
      right: answers.filter(({ right }) => right === true).length,
      startedAt,
      endedAt,
      firstSeq,
      lastSeq: ended?.seq ?? journal.last(),
      events: teller.events,
    }
  } finally {
    stage.close()
  }
}
