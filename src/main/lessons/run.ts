import { atSpeed, toErrorData, type Clock, type ErrorData } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import { hostOf, type Recorded } from '../../shared/facts/index.ts'
import {
  castLesson,
  narrate,
  stepsFor,
  withNames,
  type Action,
  type Expectation,
  type Finding,
  type Lesson,
  type LessonEvent,
  type LessonOutcome,
  type LessonResult,
  type Step,
} from '../../shared/lessons/index.ts'
import type { JournalStore } from '../journal/store.ts'
import type { Record } from '../record.ts'
import { act, inWords, type Commands } from './act.ts'
import { observe } from './await.ts'
import { putBack } from './put-back.ts'
import { openStage } from './stage.ts'

/** What a lesson runs on. */
export type Theatre = {
  readonly commands: Commands
  readonly journal: Pick<JournalStore, 'read' | 'subscribe' | 'last'>
  readonly document: () => LabDocument
  readonly clock: Clock
  readonly record: Record
}

export type RunOptions = {
  readonly variant?: string
  /** In place of the speed that the lesson asks for. */
  readonly speed?: number
  readonly onProgress?: (event: LessonEvent) => void
  readonly signal?: AbortSignal
}

/** Ends a lesson early: a wait was in vain, or a command failed. */
class Curtain extends Error {
  override readonly name = 'Curtain'
  readonly data: ErrorData | undefined

  constructor(data?: ErrorData) {
    super('The lesson ends here.')
    this.data = data
  }
}

const never = new AbortController().signal

/** Runs one lesson from its set-up to its end, and puts plugs, boot orders and speed back. */
export const runLesson = async (
  theatre: Theatre,
  lesson: Lesson,
  { variant, speed, onProgress, signal = never }: RunOptions,
): Promise<LessonResult> => {
  const { commands, document, journal, record, clock } = theatre
  const before = document()
  const cast = castLesson(lesson, before, variant)
  const players = new Set([...cast.values()].flat())
  const steps = stepsFor(lesson, cast)
  const events: LessonEvent[] = []
  const checks = (): readonly Extract<LessonEvent, { kind: 'check' }>[] =>
    events.filter((event) => event.kind === 'check')
  const tell = (event: LessonEvent): void => {
    events.push(event)
    onProgress?.(event)
  }
  const belongs = ({ fact }: Recorded): boolean => {
    const host = hostOf(fact)
    return host === undefined || players.has(host)
  }
  const stage = await openStage(journal, before, (facts) => {
    for (const recorded of facts.filter(belongs)) {
      const text = narrate(recorded.fact)
      if (text !== undefined) tell({ kind: 'fact', at: recorded.at, seq: recorded.seq, text })
    }
  })
  const parts = { stage, signal, clock: atSpeed(clock, () => document().speed) }
  const startedAt = clock.now()
  const firstSeq = journal.last() + 1
  const reached = new Set<string>()

  const note = async (step: string, that: string, finding: Finding): Promise<void> => {
    const { met, found } = finding
    const evidence = [...finding.evidence]
    const expectation = withNames(that, cast)
    await record({
      type: 'lesson.checked',
      lesson: lesson.id,
      step,
      expectation,
      met,
      found,
      evidence,
    })
    tell({ kind: 'check', at: clock.now(), step, that: expectation, met, found, evidence })
  }

  const look = async (
    step: string,
    expectation: Expectation,
    stepSeq: number,
  ): Promise<boolean> => {
    const scene = () => ({ view: stage.view(), facts: stage.facts(), stepSeq, cast })
    const finding = await observe(expectation, scene, parts)
    await note(step, expectation.that, finding)
    return finding.met
  }

  const perform = async (step: string, action: Action, stepSeq: number): Promise<void> => {
    signal.throwIfAborted()
    if (action.action === 'waitFor') {
      if (!(await look(step, action.until, stepSeq))) throw new Curtain()
      return
    }
    const text = inWords(action, cast)
    tell({ kind: 'action', at: clock.now(), text })
    await stage.caughtUp(signal)
    try {
      await act(action, cast, commands, stage.view())
    } catch (error) {
      const data = toErrorData(error)
      await note(step, text, { met: false, found: `${data.code}: ${data.message}`, evidence: [] })
      throw new Curtain(data)
    }
  }

  const play = async ({ id, text, actions, expect }: Step): Promise<void> => {
    const stepSeq = journal.last() + 1
    reached.add(id)
    const told = withNames(text, cast)
    await record({ type: 'lesson.stepStarted', lesson: lesson.id, step: id, text: told })
    tell({ kind: 'step', at: clock.now(), id, text: told })
    for (const action of actions) await perform(id, action, stepSeq)
    for (const expectation of expect) await look(id, expectation, stepSeq)
  }

  const playAll = async (): Promise<{ outcome?: LessonOutcome; error?: ErrorData }> => {
    try {
      const asked = speed ?? lesson.setUp.speed
      if (asked !== undefined && asked !== document().speed) {
        await commands.documents.edit({ kind: 'setSpeed', speed: asked })
      }
      tell({
        kind: 'started',
        at: clock.now(),
        title: lesson.title,
        goal: lesson.goal,
        speed: document().speed,
        ...(variant === undefined ? {} : { variant }),
      })
      for (const action of lesson.setUp.actions) await perform('set-up', action, firstSeq)
      for (const step of steps) await play(step)
      return {}
    } catch (error) {
      if (signal.aborted) return { outcome: 'stopped' }
      if (!(error instanceof Curtain)) return { outcome: 'broken', error: toErrorData(error) }
      return error.data === undefined ? {} : { outcome: 'broken', error: error.data }
    }
  }

  try {
    await record({ type: 'lesson.started', lesson: lesson.id, title: lesson.title })
    const { outcome: early, error } = await playAll()
    await putBack(before, document, commands, players)
    const met = checks().filter((event) => event.met).length
    const missed = checks().length - met
    const notReached = steps.filter(({ id }) => !reached.has(id)).map(({ id }) => id)
    const outcome = early ?? (missed === 0 && notReached.length === 0 ? 'met' : 'missed')
    const [ended] = await record({ type: 'lesson.ended', lesson: lesson.id, met, missed })
    await stage.caughtUp(never)
    const endedAt = clock.now()
    const debrief = withNames(lesson.debrief, cast)
    tell({ kind: 'ended', at: endedAt, outcome, met, missed, notReached, debrief })
    return {
      lesson: lesson.id,
      ...(variant === undefined ? {} : { variant }),
      outcome,
      ...(error === undefined ? {} : { error }),
      met,
      missed,
      startedAt,
      endedAt,
      firstSeq,
      lastSeq: ended?.seq ?? journal.last(),
      events,
    }
  } finally {
    stage.close()
  }
}
