import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../src/shared/facts/index.ts'
import {
  answersOf,
  createCourses,
  hiddenSince,
  newestQuestion,
  type Course,
} from '../../../src/renderer/lessons/course.ts'
import { createRows } from '../../../src/renderer/wire/rows.ts'
import { record, recordedRun } from '../recorded-run.ts'

const lesson = 'find-the-fault'
const begin: readonly Fact[] = [
  { type: 'lesson.started', lesson, title: 'Find the fault' },
  { type: 'lesson.stepStarted', lesson, step: 'break', text: 'Something breaks.', hidden: true },
  { type: 'plug.pulled', plug: 'tftp', component: 'tftp' },
  { type: 'lesson.stepStarted', lesson, step: 'name-it', text: 'Name it.' },
  {
    type: 'lesson.asked',
    lesson,
    step: 'name-it',
    question: 'What is broken?',
    options: [
      { id: 'tftp', text: 'TFTP' },
      { id: 'dhcp', text: 'DHCP' },
    ],
  },
]
const answer: Fact = {
  type: 'lesson.answered',
  lesson,
  step: 'name-it',
  answer: 'dhcp',
  right: false,
  solution: 'tftp',
  why: 'Nobody sent the file.',
}
const end: Fact = { type: 'lesson.ended', lesson, met: 3, missed: 0 }

const courseOf = (facts: readonly Fact[]): Course | undefined => {
  const recorded = record(facts)
  return createCourses().read(recorded, recorded.length).at(-1)
}

describe('createCourses', () => {
  it('follows steps, questions, answers and checks of the newest lesson', () => {
    const course = courseOf([...begin, answer, end])
    expect(course?.steps.map(({ id }) => id)).toEqual(['break', 'name-it'])
    expect(course?.steps[1]?.question?.answered).toMatchObject({ right: false, solution: 'tftp' })
    expect(course?.ended).toMatchObject({ met: 3, missed: 0 })
    expect(course && answersOf(course)).toEqual({ right: 0, answered: 1 })
  })

  it('keeps what was looked at before the first step: it counts with the others', () => {
    const [started, ...steps] = begin
    const check: Fact = {
      type: 'lesson.checked',
      lesson,
      step: 'setUp',
      expectation: 'esx-01 runs',
      met: true,
      found: 'it does',
      evidence: [],
    }
    const course = courseOf([...(started ? [started] : []), check, ...steps])
    expect(course?.setUp.map(({ expectation }) => expectation)).toEqual(['esx-01 runs'])
    expect(course?.steps.flatMap(({ checks }) => checks)).toEqual([])
  })

  it('tells a lesson that was stopped from one that came to its end', () => {
    const stopped: Fact = { type: 'lesson.ended', lesson, met: 1, missed: 0, outcome: 'stopped' }
    const course = courseOf([...begin, stopped])
    expect(course?.ended).toMatchObject({ outcome: 'stopped', met: 1 })
    expect(course && answersOf(course)).toEqual({ right: 0, answered: 0 })
    // As labs of before the outcome was recorded have it.
    expect(courseOf([...begin, end])?.ended?.outcome).toBe('met')
    expect(courseOf([...begin, { ...end, missed: 1 }])?.ended?.outcome).toBe('missed')
  })

  it('keeps the question asked last, with its answer also in the steps after it', () => {
    const newest = (facts: readonly Fact[]) => {
      const course = courseOf(facts)
      return course && newestQuestion(course)
    }
    expect(newest(begin)).toMatchObject({ question: 'What is broken?' })
    expect(newest(begin)?.answered).toBeUndefined()
    const mend: Fact = { type: 'lesson.stepStarted', lesson, step: 'mend', text: 'Put back.' }
    expect(newest([...begin, answer, mend])).toMatchObject({
      question: 'What is broken?',
      answered: { answer: answer.answer },
    })
  })

  it('forgets a lesson that was under way when the program stopped', () => {
    expect(courseOf([...begin, { type: 'lab.closed' }])).toBeUndefined()
    expect(courseOf([...begin, { type: 'lab.opened', name: 'Lab', version: 1 }])).toBeUndefined()
  })

  it('keeps what was taken before, also when a later lesson is broken off', () => {
    const other: Fact = { type: 'lesson.started', lesson: 'other', title: 'Another' }
    const recorded = record([...begin, answer, end, other, { type: 'lab.closed' }])
    const lessonsOf = (count: number) =>
      createCourses()
        .read(recorded, count)
        .map((course) => [course.lesson, course.ended?.met])
    expect(lessonsOf(recorded.length - 1)).toEqual([
      [lesson, 3],
      ['other', undefined],
    ])
    expect(lessonsOf(recorded.length)).toEqual([[lesson, 3]])
  })

  it('knows no lesson in a run without one', () => {
    const run = recordedRun().filter(({ fact }) => !fact.type.startsWith('lesson.'))
    expect(createCourses().read(run, run.length)).toEqual([])
  })
})

describe('hiddenSince', () => {
  it('hides from the hidden step until the question is answered or the lesson is over', () => {
    expect(hiddenSince(courseOf(begin.slice(0, 1)))).toBeUndefined()
    expect(hiddenSince(courseOf(begin))).toBe(2)
    expect(hiddenSince(courseOf([...begin, answer]))).toBeUndefined()
    expect(hiddenSince(courseOf([...begin, end]))).toBeUndefined()
  })

  it('keeps the plug that was pulled off the ladder', () => {
    const facts = record([
      { type: 'component.started', component: 'tftp', on: 'x' },
      ...begin,
      { type: 'host.rebooted', host: 'a', by: 'operator' },
    ])
    const shown = createRows('a', { hiddenSince: 3 }).read(facts, facts.length)
    expect(shown).toHaveLength(1)
    expect(shown.at(0)?.out.has('tftp')).toBe(false)
  })
})
