import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resourcesFolder } from '../../src/main/folders.ts'
import { loadLessons } from '../../src/main/lessons/load.ts'
import { accountOf } from './account-of.ts'
import { withDemoLab } from './demo-lab.ts'

const lessons = await loadLessons(join(resourcesFolder, 'lessons'))
const only = process.env['LESSON']

/** Each lesson as it is written, then its variants and the cases of its mystery. */
const runs = lessons
  .filter(({ id }) => only === undefined || id === only)
  .map((lesson) => {
    const { id, variants, mystery } = lesson
    const options = [
      ...(mystery === undefined ? [{}] : mystery.cases.map((each) => ({ case: each.id }))),
      ...variants.map((variant) => ({ variant: variant.id })),
    ]
    return { id, options }
  })

describe('the lessons that ship', () => {
  it.concurrent.each(runs)(
    '$id comes out as it says, on the running lab',
    async ({ id, options }) => {
      await withDemoLab(async (app) => {
        const before = app.documents.current()
        for (const option of options) {
          const result = await app.lessons.run(id, { ...option, speed: 20 })
          expect(result.outcome, accountOf(result)).toBe('met')
          expect(app.documents.current()).toEqual(before)
          expect(Object.values(app.plugs.state())).not.toContain('out')
          // What vCenter keeps for each host is what the rules of the lab give it.
          const kept = await app.rules.test({})
          expect(kept.flatMap(({ items }) => items)).toEqual([])
        }
      })
    },
    240_000,
  )
})
