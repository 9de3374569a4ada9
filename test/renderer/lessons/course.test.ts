import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../src/shared/facts/index.ts'
import {
  answersOf,
  createCourse,
  hiddenSince,
  openQuestion,
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
  return createCourse().read(recorded, recorded.length)
}

describe('createCourse', () => {
  it('follows steps, questions, answers and checks of the newest lesson', () => {
    const course = courseOf([...begin, answer, end])
    expect(course?.steps.map(({ id }) => id)).toEqual(['break', 'name-it'])
    expect(course?.steps[1]?.question?.answered).toMatchObject({ right: false, solution: 'tftp' })
    expect(course?.ended).toMatchObject({ met: 3, missed: 0 })
    expect(course && answersOf(course)).toEqual({ right: 0, asked: 1 })
  })

  it('has a question open until it is answered', () => {
    expect(openQuestion(courseOf(begin))?.question).toBe('What is broken?')
    expect(openQuestion(courseOf([...begin, answer]))).toBeUndefined()
  })

  it('forgets a lesson that was under way when the program stopped', () => {
    expect(courseOf([...begin, { type: 'lab.closed' }])).toBeUndefined()
    expect(courseOf([...begin, { type: 'lab.opened', name: 'Lab', version: 1 }])).toBeUndefined()
  })

  it('knows no lesson in a run without one', () => {
    const run = recordedRun().filter(({ fact }) => !fact.type.startsWith('lesson.'))
    expect(createCourse().read(run, run.length)).toBeUndefined()
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
