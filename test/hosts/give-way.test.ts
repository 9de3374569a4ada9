import { execFile } from 'node:child_process'
import { constants, getPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority

describe('giveWay', () => {
  it.runIf(process.platform === 'linux')(
    "slows down the thread that calls it and the engine's helpers, and not the main thread",
    async () => {
      const script = fileURLToPath(new URL('./support/give-way.ts', import.meta.url))
      const { stdout } = await promisify(execFile)(process.execPath, [script])
      const ours = getPriority(0)
      const lower = Math.min(PRIORITY_LOW, ours + PRIORITY_BELOW_NORMAL)
      const told = JSON.parse(stdout)
      expect(told).toMatchObject({ main: ours, its: lower })
      expect(new Set(told.helpers)).toEqual(new Set([lower]))
    },
  )
})
