import { afterEach, describe, expect, it, vi } from 'vitest'
import { versionLines } from '../../src/main/cli/image-lines.ts'
import { bootLines } from '../../src/main/cli/rules-lines.ts'

describe('a moment that a command prints', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('is that of the clock on the wall, as in the lines of logs and of what stopped', () => {
    vi.stubEnv('TZ', 'Asia/Kathmandu')
    const at = Date.UTC(2026, 10, 30, 5, 46)
    const version = { version: 3, at, summary: 'New lab', current: true }
    expect(versionLines([version])).toEqual(['*    3  2026-11-30 11:31:00  New lab'])
    const boot = {
      seq: 1,
      at,
      outcome: 'noMatch',
      from: 'rules',
      association: {},
      rules: {},
    } as const
    expect(bootLines([{ ...boot, set: [] }])[0]).toBe('2026-11-30 11:31:00  no rule matched')
  })
})
