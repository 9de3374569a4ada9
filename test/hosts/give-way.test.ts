import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants, getPriority } from 'node:os'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority
const SCHED_OTHER = 0
const SCHED_IDLE = 5
const script = fileURLToPath(new URL('./support/give-way.ts', import.meta.url))

/** Each value once. */
const told = async (hosts: number, detached: boolean) => {
  const child = spawn(process.execPath, [script, String(hosts)], {
    detached,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { session, nices, policies } = JSON.parse(await text(child.stdout))
  return { session, nices: [...new Set(nices)], policies: [...new Set(policies)] }
}

/** A kernel can be built without sessions in its scheduler. */
const sessions = '/proc/self/autogroup'

describe.runIf(existsSync(sessions))('giveWay', () => {
  const ours = getPriority(0)
  const below = Math.min(PRIORITY_LOW, ours + PRIORITY_BELOW_NORMAL)

  it('lowers all threads of a few hosts, and their session', async () => {
    expect(await told(32, true)).toEqual({
      session: below,
      nices: [below],
      policies: [SCHED_OTHER],
    })
  })

  it('leaves many hosts what nobody else wants', async () => {
    expect(await told(33, true)).toEqual({
      session: PRIORITY_LOW,
      nices: [PRIORITY_LOW],
      policies: [SCHED_IDLE],
    })
  })

  it('leaves a session alone that is not its own', async () => {
    // A shell leads it: the session the tests run in can be one without a value (`sched(7)`, autogroup).
    const shell = spawn('sh', ['-c', `"$0" "$@"; cat ${sessions}`, process.execPath, script, '4'], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [told = '', afterwards = ''] = (await text(shell.stdout)).split('\n')
    const { nices } = JSON.parse(told)
    expect(new Set(nices)).toEqual(new Set([below]))
    expect(afterwards).toMatch(/ nice 0$/)
  })
})
