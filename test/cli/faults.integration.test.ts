import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from '../../src/main/cli/program.ts'
import { resourcesFolder } from '../../src/main/folders.ts'
import { demoLab } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'

const plan = (name: string): string => join(resourcesFolder, 'faults', `${name}.yaml`)

const run = async (...args: readonly string[]): Promise<string> => {
  const lines: string[] = []
  const output = { print: (text: string) => lines.push(text), say: () => undefined, colour: false }
  const program = createProgram({ output, clock: createSystemClock() })
  await program.parseAsync(['faults', ...args], { from: 'user' })
  return lines.join('\n')
}

describe('the faults commands', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-faults-cli-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('read a plan and say what it does', async () => {
    expect(await run('check', plan('third-data-block'))).toBe(
      'The third DATA block to esx-02 is lost\n' +
        '  third-data-block: the 3rd DATA at tftp for esx-02 is lost.',
    )
  })

  it('name the mistake in a plan, and a file that is not there', async () => {
    const wrong = join(folder, 'wrong.yaml')
    await writeFile(wrong, 'title: x\nfaults: [{ id: a, component: moon, effect: { kind: drop } }]')
    await expect(run('check', wrong)).rejects.toMatchObject({
      code: 'fault.invalid',
      details: { at: 'faults.0.component' },
    })
    await expect(run('check', join(folder, 'none.yaml'))).rejects.toMatchObject({
      code: 'document.unreadable',
    })
  })

  it('let a plan loose on a rack, and tell what it did to each host and the proof after', async () => {
    const said = await run('run', plan('busy-twice'), '--file', demoLab, '--speed', '50')
    expect(said).toMatch(/Before: \d+ hosts meet it, 0 of them mid-boot/)
    for (const host of ['esx-01', 'esx-02', 'esx-03', 'esx-04']) {
      expect(said).toMatch(
        new RegExp(`${host} +met busy-twice x2; running from network, vCenter: connected`),
      )
    }
    expect(said).toMatch(/Restored:\n +Waiter: .+/)
  }, 90_000)
})
