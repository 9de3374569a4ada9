import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../src/shared/base/index.ts'
import { readTranscript, replay } from './transcript.ts'

const folder = join(import.meta.dirname, '..', 'fixtures', 'powercli')
/** Errors of the form that edits a rule of the set in force, and of the rules engine's own port. */
const notOfTheConsole = ['rules.left-the-set', 'rules.not-loopback', 'rules.bad-request']
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))

describe('console sessions', () => {
  it('are at least 200', () => {
    expect(files.length).toBeGreaterThanOrEqual(200)
  })

  it('show every error the console can meet', () => {
    const all = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
    const shown = new Set(
      [...all.matchAll(/FullyQualifiedErrorId : ([\w.-]+)/g)].map(([, id]) => id),
    )
    const codes = Object.keys(errorCodes).filter((code) => /^(powercli|rules)\./.test(code))
    expect(codes.filter((code) => !shown.has(code))).toEqual(notOfTheConsole)
  })

  it.each(files)('%s', async (file) => {
    const path = join(folder, file)
    const written = readFileSync(path, 'utf8')
    const replayed = await replay(readTranscript(written))
    if (process.env['UPDATE_GOLDEN'] === '1') {
      writeFileSync(path, replayed)
      expect.fail(
        'The session was written again: look at what changed, then run without UPDATE_GOLDEN.',
      )
    }
    expect(replayed).toBe(written)
  })
})
