import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLogStore } from '../../src/main/syslog/store.ts'
import type { LogLine } from '../../src/shared/syslog/index.ts'
import { createClock } from '../fuzz/clock.ts'

describe('the store of logs', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-logs-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const defects: unknown[] = []
  const open = () => {
    defects.length = 0
    const onUnexpected = (error: unknown) => void defects.push(error)
    return openLogStore({ folder, clock: createClock(0), onUnexpected })
  }
  const line = (text: string): LogLine => ({
    ...{ at: 1, address: '10.0.0.1', severity: 'info', facility: 1, program: '' },
    ...{ text, form: 'raw' },
  })
  const long = 'x'.repeat(100_000)
  const missing = (count: number) =>
    `${String(count)} messages are missing here: the disk took nothing.`

  it('loses nothing of other hosts with a file that somebody has taken, and goes on with that one', async () => {
    const store = await open()
    const texts = async (sender: string) =>
      (await store.read(sender, { last: 10 })).lines.map(({ text }) => text.replace(/^x+/, ''))
    const fill = (name: string) => {
      for (const nth of [1, 2, 3, 4, 5]) store.append('esx-01', line(`${long}${name} ${nth}`))
    }
    fill('before')
    expect(await texts('esx-01')).toHaveLength(5)
    await rm(join(folder, 'esx-01.log'))
    fill('meanwhile')
    store.append('esx-02', line('other'))
    expect(await texts('esx-02')).toEqual(['other'])
    expect(defects).toMatchObject([{ code: 'ENOENT' }])
    store.append('esx-01', line('after'))
    expect(await texts('esx-01')).toEqual([missing(5), 'after'])
    expect(defects).toHaveLength(1)
    await store.close()
  })

  it('says once that the disk takes nothing, and once more when that happens again', async () => {
    const store = await open()
    const write = async (text: string) => {
      store.append('esx-01', line(text))
      return (await store.read('esx-01', { last: 10 })).lines.map(({ text }) => text)
    }
    await rm(folder, { recursive: true })
    await write('one')
    await write('two')
    expect(defects).toHaveLength(1)
    await mkdir(folder)
    expect(await write('three')).toEqual([missing(2), 'three'])
    await rm(folder, { recursive: true })
    await write('four')
    expect(defects).toHaveLength(2)
    await store.close()
  })
})
