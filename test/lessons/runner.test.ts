import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLessons, type Lessons } from '../../src/main/lessons/index.ts'
import { theatre } from './support.ts'

const lesson = `
id: small
title: Small
goal: Nothing.
cast: { one: [1] }
steps:
  - id: ask
    text: Look at {one}.
    prompt:
      question: Right or wrong?
      options: [{ id: right, text: Right }, { id: wrong, text: Wrong }]
      answer: right
      why: Because.
`

describe('createLessons', () => {
  let folder: string
  let stage: ReturnType<typeof theatre>
  let lessons: Lessons

  const facts = async () => (await stage.facts()).map(({ fact }) => fact)
  const recorded = async (type: string): Promise<void> => {
    while (!(await facts()).some((fact) => fact.type === type)) {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-runner-'))
    await writeFile(join(folder, 'small.yaml'), lesson)
    stage = theatre()
    lessons = await createLessons({ folder, ...stage.parts })
  })
  afterEach(() => rm(folder, { recursive: true }))

  it("lists lessons with the names of this lab's hosts", () => {
    expect(lessons.list()).toMatchObject([
      { id: 'small', steps: [{ id: 'ask', text: 'Look at esx-01.' }], variants: [] },
    ])
  })

  it('waits for the answer of a student, and marks it', async () => {
    await lessons.start('small', { interactive: true, student: 'Ada' })
    await recorded('lesson.asked')
    await expect(lessons.answer('neither')).rejects.toMatchObject({ code: 'lesson.not-asked' })
    await lessons.answer('wrong')
    await recorded('lesson.ended')
    expect(await facts()).toContainEqual(
      expect.objectContaining({ type: 'lesson.answered', right: false, solution: 'right' }),
    )
    expect(await lessons.marks()).toMatch(/small,Small,,Ada,.*,1,0,0,0,0,met\r\n$/)
  })

  it('ends a lesson that waits for an answer, when it is stopped', async () => {
    await lessons.start('small', { interactive: true })
    await recorded('lesson.asked')
    await lessons.stop()
    expect((await facts()).at(-1)).toMatchObject({ type: 'lesson.ended', outcome: 'stopped' })
    await expect(lessons.answer('right')).rejects.toMatchObject({ code: 'lesson.not-asked' })
  })

  it('runs one lesson at a time', async () => {
    await lessons.start('small', { interactive: true })
    await expect(lessons.run('small')).rejects.toMatchObject({ code: 'lesson.running' })
    await lessons.stop()
  })

  it('refuses a lesson or a variant that is not there', async () => {
    await expect(lessons.start('none')).rejects.toMatchObject({ code: 'lesson.unknown' })
    await expect(lessons.start('small', { variant: 'x' })).rejects.toMatchObject({
      code: 'lesson.unknown',
    })
  })

  it('stops quietly when nothing runs', async () => {
    await expect(lessons.stop()).resolves.toBeUndefined()
  })

  it("takes the lab's own lessons too, and leaves out those with a mistake, aloud", async () => {
    const own = join(folder, 'own')
    await mkdir(own)
    await writeFile(join(own, 'a.yaml'), lesson)
    await writeFile(join(own, 'b.yaml'), lesson.replace('id: small', 'id: mine'))
    await writeFile(join(own, 'c.yaml'), 'id: c')
    const problems: unknown[] = []
    const onProblem = (error: unknown) => problems.push(error)
    const all = await createLessons({ folder, own: { folder: own, onProblem }, ...stage.parts })
    expect(all.list().map(({ id }) => id)).toEqual(['small', 'mine'])
    expect(problems).toMatchObject([{ code: 'lesson.invalid' }, { code: 'lesson.invalid' }])
    const none = { folder: join(folder, 'none'), onProblem }
    const without = await createLessons({ folder, own: none, ...stage.parts })
    expect(without.list()).toHaveLength(1)
  })

  it.each([
    ['a value', 'answer: right', 'answer: neither', 'line 12, steps[0].prompt.answer'],
    ['a field that is none', 'why: Because', 'wy: Because', 'line 10, steps[0].prompt'],
    ['a field that is missing', 'goal: Nothing.\n', '', 'line 2, goal'],
    ['a group in a text', '{one}.', '{two}.', 'line 8, steps[0].text'],
  ])('tells the line of a mistake: %s', async (_, right, wrong, place) => {
    await writeFile(join(folder, 'small.yaml'), lesson.replace(right, wrong))
    await expect(createLessons({ folder, ...stage.parts })).rejects.toMatchObject({
      message: expect.stringContaining(`at ${place}`),
    })
  })

  it('names the file of a lesson that cannot be read', async () => {
    await writeFile(join(folder, 'broken.yaml'), 'id: [')
    await expect(createLessons({ folder, ...stage.parts })).rejects.toMatchObject({
      code: 'lesson.invalid',
      details: { source: 'broken.yaml' },
    })
  })
})
