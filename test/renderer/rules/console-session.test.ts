import { stripVTControlCharacters } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { beforeEach, describe, expect, it } from 'vitest'
import { createSession, type Session } from '../../../src/renderer/rules/console/session.ts'
import { createRig } from '../../api/rig.ts'

describe('the session of a PowerCLI console', () => {
  let written: string
  let session: Session
  beforeEach(async () => {
    const client = createRouterClient((await createRig()).router)
    written = ''
    session = createSession({
      client: () => client,
      screen: { write: (text) => (written += text), clear: () => undefined, columns: () => 80 },
      leave: () => undefined,
      lost: 'lost',
    })
    session.redraw()
  })

  const press = (key: string, ctrl = false) => session.key({ key, ctrl, shift: false })
  /** Rows as they are shown: a drawing clears to the end, writes, and takes the cursor back. */
  const rows = () =>
    written.split('\r\n').map((row) => {
      const [drawn = ''] = (row.split('\u001B[J').at(-1) ?? '').split('\r')
      return stripVTControlCharacters(drawn)
    })
  const expectRows = (...expected: readonly string[]) =>
    expect.poll(() => rows().filter((row) => row !== '')).toEqual(expected)

  it('works keys and texts typed while a line runs, in their order', async () => {
    session.type('1')
    press('Enter')
    session.type('3')
    press('Home')
    session.type('2+')
    press('Enter')
    press('ArrowUp')
    press('ArrowUp')
    await expectRows('PowerCLI> 1', '1', 'PowerCLI> 2+3', '5', 'PowerCLI> 1')
  })

  it('draws no prompt among the answers of a line that runs', async () => {
    session.type('1')
    press('Enter')
    session.redraw()
    await expectRows('PowerCLI> 1', '1', 'PowerCLI> ')
  })

  it('runs the lines of a pasted text before what was typed behind it', async () => {
    session.type("'a'\n'b'\n")
    session.type("'c'")
    press('Enter')
    const lines = ['a', 'b', 'c'].flatMap((each) => [`PowerCLI> '${each}'`, each])
    await expectRows(...lines, 'PowerCLI> ')
  })

  it('forgets what was typed ahead when the line is stopped', async () => {
    session.type('1')
    press('Enter')
    session.type('2')
    press('Enter')
    press('c', true)
    await expect.poll(() => rows().at(-1)).toBe('PowerCLI> ')
    expect(written).not.toContain('PowerCLI> 2')
  })
})
