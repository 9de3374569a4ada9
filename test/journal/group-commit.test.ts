import { describe, expect, it } from 'vitest'
import { createGroupCommit } from '../../src/main/journal/group-commit.ts'

type Item = { readonly name: string; readonly patience: number }

const hour = 3_600_000

/** Commits among many, or where so many make a crowd. */
const openCommits = (size = 1) => {
  const batches: (readonly string[])[] = []
  const commits = createGroupCommit<Item, string>(
    (items) => {
      const names = items.map(({ name }) => name)
      batches.push(names)
      return Promise.resolve(names)
    },
    ({ patience }) => patience,
    { size, within: hour },
  )
  return { commits, batches }
}

describe('a group commit', () => {
  it('takes along whoever waits when somebody comes that has no time, in the order of the calls', async () => {
    const { commits, batches } = openCommits()
    await commits.add({ name: 'before', patience: 0 })
    const patient = commits.add({ name: 'offer', patience: hour })
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    expect(batches).toEqual([['before']])
    await commits.add({ name: 'shown', patience: 0 })
    expect(await patient).toBe('offer')
    expect(batches).toEqual([['before'], ['offer', 'shown']])
  })

  it('waits for nobody where few come, and does once there is a crowd', async () => {
    const { commits, batches } = openCommits(2)
    await commits.add({ name: 'one', patience: hour })
    await commits.add({ name: 'two', patience: hour })
    const third = commits.add({ name: 'three', patience: hour })
    await commits.add({ name: 'four', patience: 0 })
    await third
    expect(batches).toEqual([['one'], ['two'], ['three', 'four']])
  })

  it('waits as long as the least patient of all', async () => {
    const { commits, batches } = openCommits()
    await commits.add({ name: 'before', patience: 0 })
    const first = commits.add({ name: 'offer', patience: hour })
    const second = commits.add({ name: 'ack', patience: 2 })
    await Promise.all([first, second])
    expect(batches).toEqual([['before'], ['offer', 'ack']])
  })

  it('begins to wait anew after each commit', async () => {
    const { commits, batches } = openCommits()
    await commits.add({ name: 'one', patience: 0 })
    const patient = commits.add({ name: 'two', patience: hour })
    await commits.add({ name: 'three', patience: 1 })
    await patient
    expect(batches).toEqual([['one'], ['two', 'three']])
  })

  it('waits for nobody once it is closed', async () => {
    const { commits, batches } = openCommits()
    await commits.add({ name: 'before', patience: 0 })
    const patient = commits.add({ name: 'offer', patience: hour })
    await commits.close()
    expect(await patient).toBe('offer')
    expect(batches).toEqual([['before'], ['offer']])
    await expect(commits.add({ name: 'late', patience: 0 })).rejects.toMatchObject({
      code: 'journal.closed',
    })
  })
})
