import { describe, expect, it } from 'vitest'
import { emptyLab, foldLab } from '../../src/shared/lab/index.ts'
import {
  castLesson,
  check,
  exitCodeOf,
  lessonAsJson,
  marksAsCsv,
  marksOf,
  parseLesson,
  stepsFor,
  summarizeLesson,
  withValue,
  type LessonResult,
} from '../../src/shared/lessons/index.ts'
import { accountOf } from './account-of.ts'
import { document, lessonWith, recordedOf } from './support.ts'

const errorOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

describe('parseLesson', () => {
  it.each([
    [
      'an unknown fact',
      { expect: [{ that: 'x', check: 'happened', facts: [{ type: 'no.such' }] }] },
    ],
    ['a group outside the cast', { actions: [{ action: 'reboot', group: 'strangers' }] }],
    ['an unknown field', { actions: [{ action: 'restoreAll', plug: 'dhcp' }] }],
    [
      'a time without a unit',
      { expect: [{ that: 'x', within: '10', check: 'happened', facts: [{ type: 'lab.closed' }] }] },
    ],
    ['a text about a group outside the cast', { text: 'Look at {ones}.' }],
    [
      'a field that the fact does not have',
      {
        expect: [
          {
            ...{ that: 'x', check: 'never', group: 'one' },
            facts: [{ type: 'kernel.started', where: { sorce: 'network' } }],
          },
        ],
      },
    ],
    [
      'a code that no error has',
      { actions: [{ action: 'reconnect', group: 'one', refusedWith: 'vcenter.unknownhost' }] },
    ],
    ['a mystery that is not told', { actions: [{ action: 'mystery' }] }],
    ['a question about it', { prompt: { question: 'What is it?', about: 'mystery' } }],
    [
      'an answer that is no option',
      {
        prompt: {
          ...{ question: 'Where from?', answer: 'netwrk', why: 'So.' },
          options: [
            { id: 'network', text: 'The network' },
            { id: 'disk', text: 'Its disk' },
          ],
        },
      },
    ],
  ])('refuses %s', (_, step) => {
    expect(errorOf(() => lessonWith(step))).toMatchObject({ code: 'lesson.invalid' })
  })

  it('names the file and the place of a mistake', () => {
    const error = errorOf(() => parseLesson({ id: 'x' }, 'mine.yaml'))
    expect(error).toMatchObject({ message: expect.stringContaining('mine.yaml') })
  })

  it('refuses two steps of one name', () => {
    const step = { id: 'only', text: 'Look.' }
    const error = errorOf(() => lessonWith({}, { steps: [step, step] }))
    expect(error).toMatchObject({ message: expect.stringContaining('steps[1].id') })
  })
})

describe('castLesson', () => {
  const lesson = lessonWith({}, { variants: [{ id: 'other', title: 'Other', cast: { one: [2] } }] })

  it('takes hosts from the first rack by position', () => {
    expect(castLesson(lesson, document).get('one')).toEqual(['esx-01'])
    expect(castLesson(lesson, document, 'other').get('one')).toEqual(['esx-02'])
  })

  it('says when the lab has too few hosts', () => {
    const large = lessonWith({}, { cast: { one: [9] } })
    expect(errorOf(() => castLesson(large, document))).toMatchObject({ code: 'lesson.cast' })
  })

  it('leaves out a step that concerns only an empty group', () => {
    const idle = lessonWith({ actions: [{ action: 'reboot', group: 'none' }] })
    expect(stepsFor(idle, castLesson(idle, document))).toEqual([])
  })
})

describe('summarizeLesson', () => {
  it('leaves out of the outline what concerns nobody of this cast', () => {
    const idle = lessonWith(
      { text: '{none} rests', actions: [{ action: 'reboot', group: 'none' }] },
      { cast: { one: [1], none: [] } },
    )
    expect(summarizeLesson(idle, document).steps).toEqual([])
  })
})

describe('check', () => {
  const facts = recordedOf(
    { type: 'host.poweredOn', host: 'esx-01', by: 'operator' },
    {
      type: 'firmware.networkFailed',
      host: 'esx-01',
      stage: 'tramp',
      code: 'ECONNREFUSED',
      message: 'refused',
      tries: 3,
    },
    { type: 'firmware.noBootDevice', host: 'esx-01' },
    { type: 'plug.pulled', plug: 'dhcp', component: 'dhcp' },
    { type: 'component.stopped', component: 'dhcp' },
    {
      type: 'vcenter.complianceChecked',
      host: 'esx-01',
      status: 'nonCompliant',
      failures: ['Cached.', 'Unanswered.'],
    },
  )
  const lesson = lessonWith({})
  const scene = {
    view: foldLab(emptyLab(document), facts),
    facts,
    stepSeq: 1,
    cast: castLesson(lesson, document),
  }
  const look = (expectation: object, from = scene) => {
    const parsed = lessonWith({ expect: [{ that: 'x', ...expectation }] }).steps[0]?.expect[0]
    if (parsed === undefined) throw new Error('no expectation')
    return check(parsed, from)
  }

  it('finds hosts in a state, with the fact that put them there', () => {
    expect(look({ check: 'hosts', group: 'one', are: { state: 'noBootDevice' } })).toEqual({
      met: true,
      found: 'esx-01',
      evidence: [3],
    })
  })

  it('says how a host differs', () => {
    expect(
      look({ check: 'hosts', group: 'one', are: { connection: ['connected'] } }),
    ).toMatchObject({
      met: false,
      found: 'esx-01: connection is absent, not connected',
    })
  })

  it('follows facts in their order', () => {
    const failed = { type: 'firmware.networkFailed', where: { stage: ['dhcp', 'tramp'] } }
    const stopped = { type: 'firmware.noBootDevice' }
    const saw = { check: 'saw', group: 'one' }
    expect(look({ ...saw, facts: [failed, stopped] })).toMatchObject({
      met: true,
      evidence: [2, 3],
    })
    expect(look({ ...saw, facts: [stopped, failed] })).toMatchObject({
      met: false,
      found: 'esx-01 no firmware.networkFailed with stage dhcp or tramp',
    })
  })

  it('looks into lists, by place and by how many there are', () => {
    const seen = (where: object) =>
      look({
        check: 'saw',
        group: 'one',
        facts: [{ type: 'vcenter.complianceChecked', where }],
      }).met
    expect(seen({ 'failures.1': 'Unanswered.', 'failures.length': 2 })).toBe(true)
    expect(seen({ 'failures.length': 1 })).toBe(false)
    expect(seen({ 'failures.2': 'Unanswered.' })).toBe(false)
  })

  it('does not count facts from before the step', () => {
    const saw = { check: 'saw', group: 'one', facts: [{ type: 'host.poweredOn' }] }
    expect(look(saw, { ...scene, stepSeq: 2 }).met).toBe(false)
    expect(look({ ...saw, since: 'lesson' }, { ...scene, stepSeq: 2 }).met).toBe(true)
  })

  it('finds what must never have happened', () => {
    const never = { check: 'never', group: 'all', facts: [{ type: 'firmware.noBootDevice' }] }
    expect(look(never)).toMatchObject({ met: false, evidence: [3] })
  })

  it('looks at plugs', () => {
    expect(look({ check: 'plugs', components: ['dhcp'], are: 'out' })).toMatchObject({
      met: true,
      evidence: [5],
    })
  })
})

describe('the account of a lesson', () => {
  const result: LessonResult = {
    lesson: 'test',
    outcome: 'missed',
    met: 0,
    missed: 1,
    asked: 0,
    right: 0,
    startedAt: 1000,
    endedAt: 3500,
    firstSeq: 1,
    lastSeq: 2,
    events: [
      { kind: 'started', at: 1000, title: 'Test', goal: 'None.', speed: 10 },
      {
        kind: 'check',
        at: 3500,
        step: 'only',
        that: 'it happens',
        met: false,
        found: 'nothing',
        evidence: [2],
      },
    ],
  }

  it('gives seconds since the start, what was found, and the facts that show it', () => {
    const account = accountOf(result)
    expect(account).toContain('2.5 s   ✗ not met: it happens (facts 2)')
    expect(account).toContain('found: nothing')
    expect(account).not.toContain('\u001B')
  })

  it('is data with the checks and the facts', () => {
    expect(lessonAsJson(result, [])).toMatchObject({ outcome: 'missed', checks: [{ met: false }] })
  })

  it.each([
    [['met', 'met'], 0],
    [['met', 'missed'], 1],
    [['broken'], 1],
    [['stopped', 'missed'], 130],
  ] as const)('makes %j exit code %i', (outcomes, code) => {
    expect(exitCodeOf(outcomes.map((outcome) => ({ outcome })))).toBe(code)
  })
})

describe('marks', () => {
  const journal = recordedOf(
    { type: 'lesson.started', lesson: 'a', title: 'A, the first', student: '=cmd()' },
    { type: 'lesson.asked', lesson: 'a', step: 's', question: 'q', options: [] },
    {
      type: 'lesson.answered',
      lesson: 'a',
      step: 's',
      answer: 'x',
      right: true,
      solution: 'x',
      why: '',
    },
    { type: 'lesson.asked', lesson: 'a', step: 't', question: 'q', options: [] },
    { type: 'lesson.ended', lesson: 'a', met: 3, missed: 1, outcome: 'stopped' },
    { type: 'lesson.started', lesson: 'b', title: 'B' },
  )

  it('are a fold over the journal', () => {
    expect(marksOf(journal)).toMatchObject([
      { lesson: 'a', asked: 2, right: 1, met: 3, missed: 1, endedAt: 1004, outcome: 'stopped' },
      { lesson: 'b', asked: 0 },
    ])
  })

  it('leave as CSV in which no cell is a formula', () => {
    const [head, first, second, last] = marksAsCsv(marksOf(journal)).split('\r\n')
    expect(head).toContain('lesson,title,variant,student,started')
    expect(first).toBe(
      `a,"A, the first",,'=cmd(),1970-01-01T00:00:01.000Z,1970-01-01T00:00:01.004Z,2,1,50,3,1,stopped`,
    )
    expect(second).toBe('b,B,,,1970-01-01T00:00:01.005Z,,0,0,,0,0,')
    expect(last).toBe('')
  })
})

describe('withValue', () => {
  const value = {
    a: { b: 1 },
    list: [
      { name: 'x', n: 1 },
      { id: 'y', n: 2 },
    ],
  }

  it('sets a value by path, in lists by name or id, and shares the rest', () => {
    const next = withValue(value, ['list', 'y', 'n'], 3)
    expect(next).toEqual({
      a: { b: 1 },
      list: [
        { name: 'x', n: 1 },
        { id: 'y', n: 3 },
      ],
    })
    expect(next).toHaveProperty('a', value.a)
    expect(withValue(value, ['a', 'c', 'd'], true)).toMatchObject({ a: { b: 1, c: { d: true } } })
  })

  it('refuses a path that leads nowhere', () => {
    expect(errorOf(() => withValue(value, ['list', 'z', 'n'], 1))).toMatchObject({
      code: 'lesson.invalid',
    })
  })
})
