import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tellMoved } from '../../src/main/tell-moved.ts'
import type { Fact } from '../../src/shared/facts/index.ts'

describe('a lab that is open', () => {
  let parent: string
  let folder: string
  const over = new AbortController()
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'headwaiter-moved-'))
    folder = join(parent, 'lab')
    await mkdir(folder)
  })
  afterEach(() => rm(parent, { recursive: true }))

  /** What is told when this happens to the folder, one thing after the other, each between two looks. */
  const toldOf = async (...happenings: readonly (() => Promise<unknown>)[]) => {
    const facts: Fact[] = []
    const left = happenings.values()
    const clock = {
      now: () => 0,
      sleep: async () => {
        const { value, done } = left.next()
        if (done === true) throw new Error('over')
        await value()
      },
    }
    const record = async (...added: readonly Fact[]) => {
      facts.push(...added)
      return []
    }
    await tellMoved({ folder, clock, record, signal: over.signal }).catch(() => undefined)
    return facts
  }
  const away = () => rename(folder, join(parent, 'elsewhere'))
  const back = () => rename(join(parent, 'elsewhere'), folder)
  const nothing = () => Promise.resolve()

  it('tells that its folder was moved, once each time', async () => {
    const told = { type: 'lab.moved', folder }
    expect(await toldOf(nothing, away, nothing, nothing)).toEqual([told])
    await back()
    expect(await toldOf(away, back, away)).toEqual([told, told])
  })

  it('knows another folder at its place from its own', async () => {
    expect(await toldOf(async () => (await away(), mkdir(folder)))).toHaveLength(1)
  })

  it('says nothing of a folder that stays', async () => {
    expect(await toldOf(nothing, nothing)).toEqual([])
  })
})
