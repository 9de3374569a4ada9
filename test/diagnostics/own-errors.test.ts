import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/main/app.ts'
import { noteErrors, sourcesWithout } from '../../src/main/diagnostics/index.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { createClock } from '../fuzz/clock.ts'

describe('errors of the program', () => {
  let folder: string
  let over: AbortController
  const clock = { now: () => 7 }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'headwaiter-errors-'))
    over = new AbortController()
  })
  afterEach(() => {
    over.abort()
    rmSync(folder, { recursive: true, force: true })
  })

  const noted = () => sourcesWithout({ folder, version: '0.1.0', clock }).errors
  const note = (told: unknown[] = []) =>
    noteErrors({ folder, clock, onUnexpected: (error) => told.push(error) }, over.signal)

  it('are noted with their stack and told on, and a line that a kill cut harms none', () => {
    const told: unknown[] = []
    const error = new Error('The cable bit me.')
    const tell = note(told)
    tell(error)
    appendFileSync(join(folder, 'errors.jsonl'), '\n{"at":8,"te')
    tell('next')
    expect(noted()).toEqual([
      { at: 7, text: error.stack },
      { at: 7, text: 'next' },
    ])
    expect(told).toEqual([error, 'next'])
  })

  it('are noted when they end the program, until the lab is closed', () => {
    const before = process.listenerCount('uncaughtExceptionMonitor')
    note()
    const [monitor] = process.listeners('uncaughtExceptionMonitor').slice(before)
    monitor?.(new Error('The end.'), 'uncaughtException')
    expect(noted()).toMatchObject([{ text: expect.stringContaining('The end.') }])
    over.abort()
    expect(process.listenerCount('uncaughtExceptionMonitor')).toBe(before)
  })

  it('are listened for no longer when the lab cannot be opened', async () => {
    const before = process.listenerCount('uncaughtExceptionMonitor')
    writeFileSync(join(folder, 'lab.sqlite'), 'This is no lab.')
    const opened = createApp({
      ...{ folder, clock: createClock(0), initial: parseDocument(smallLabInput()) },
      ...{ hostsWorker: new URL(import.meta.url), loaderFolders: [], screenFolder: folder },
      ...{ lessonsFolder: folder, vendorsFolder: folder, platform: 'browser', version: '0.1.0' },
      onUnexpected: () => undefined,
    })
    await expect(opened).rejects.toMatchObject({ code: 'journal.not-a-lab' })
    expect(process.listenerCount('uncaughtExceptionMonitor')).toBe(before)
  })

  it('take no more of the disk than twice a part, of which the newest stay', () => {
    const tell = note()
    const long = 'x'.repeat(50_000)
    for (let nth = 1; nth <= 40; nth += 1) tell(`${nth} ${long}`)
    const texts = noted().map(({ text }) => text.split(' ')[0])
    expect(texts.at(-1)).toBe('40')
    expect(texts.length).toBeGreaterThan(5)
    expect(texts.length).toBeLessThan(15)
  })

  it('are told also where the folder takes no file', () => {
    rmSync(folder, { recursive: true })
    const told: unknown[] = []
    note(told)('gone')
    expect([told, noted()]).toEqual([['gone'], []])
  })
})
