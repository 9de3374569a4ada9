import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimFreeSubnet, type ClaimedSubnet } from '../../src/main/cli/free-lab.ts'
import { openStores } from '../../src/main/journal/index.ts'
import { demoLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { runProgram } from '../cli/run-program.ts'

const clock = createSystemClock()

describe('the rules commands', () => {
  let folder: string
  let lab: string
  let claimed: ClaimedSubnet
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-rules-cli-'))
    lab = join(folder, 'lab')
    await mkdir(lab)
    claimed = await claimFreeSubnet(await readLabFile(demoLab))
    const { document } = claimed
    const stores = await openStores({ file: join(lab, 'lab.sqlite'), clock })
    await stores.documents.save({ at: clock.now(), summary: 'New lab', document })
    await stores.journal.append({
      facts: [
        {
          type: 'rules.decided',
          host: 'esx-01',
          from: 'rules',
          association: { imageProfile: 'Reference-1.0-standard' },
          rules: { imageProfile: 'image-for-dell' },
        },
        { type: 'vcenter.hostAdded', host: 'esx-01', cluster: '', by: 'autoDeploy' },
      ],
    })
    await stores.close()
  })
  afterEach(async () => {
    process.exitCode = 0
    await claimed[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  it('export the rules, to the screen or into a file', async () => {
    const shown = await runProgram('rules', 'export', '--lab', lab)
    expect(shown).toContain("New-DeployRule -Name 'caching-for-all' -AllHosts")
    const file = join(folder, 'rules.ps1')
    await runProgram('rules', 'export', file, '--lab', lab)
    expect((await readFile(file, 'utf8')).trimEnd()).toBe(shown)
  })

  it('explain a host', async () => {
    const shown = await runProgram('rules', 'explain', 'esx-01', '--lab', lab)
    expect(shown).toContain('matches  image-for-dell')
    expect(shown).toContain('Stored in vCenter')
  })

  it('explain a machine that is not there, by what it would send', async () => {
    const asked = ['rules', 'explain', '--lab', lab, '--with', 'vendor==HPE']
    expect(await runProgram(...asked)).toContain('- vendor==Dell Inc. (the host has HPE)')
    const wrong = runProgram('rules', 'explain', '--lab', lab, '--with', 'vendr=HPE')
    await expect(wrong).rejects.toMatchObject({ code: 'rules.pattern-unknown-attribute' })
  })

  it('say what activating would change, and by which set a host booted', async () => {
    expect(await runProgram('rules', 'changes', '--lab', lab)).toBe(
      'Activating the working set changes no host.',
    )
    const shown = await runProgram('rules', 'boots', 'esx-01', '--lab', lab)
    expect(shown).toContain('Reference-1.0-standard, by the rules')
    expect(await runProgram('rules', 'boots', 'esx-02', '--lab', lab)).toBe('The host never asked.')
    await expect(runProgram('rules', 'boots', 'esx-022', '--lab', lab)).rejects.toMatchObject({
      code: 'lab.not-found',
      message: expect.stringContaining('Did you mean') as unknown,
    })
  })

  it('test and repair a host of a closed lab', async () => {
    const test = ['rules', 'test', '--lab', lab] as const
    const expected = 'esx-01: location is none, expected Rack A'
    expect(await runProgram(...test)).toContain(expected)
    expect(await runProgram('rules', 'repair', 'esx-01', '--lab', lab)).toContain(expected)
    expect(await runProgram(...test)).toBe('esx-01: compliant')
  })

  it('run a script in the running lab, and fail when a line of it does', async () => {
    const file = join(folder, 'lines.ps1')
    await writeFile(file, 'New-Folder Spare\n(Get-Folder).Name\n')
    expect(await runProgram('rules', 'run', file, '--lab', lab)).toContain('Spare')
    expect(process.exitCode ?? 0).toBe(0)
    await writeFile(file, 'Get-DeployRule nothing\n(Get-Folder).Name\n')
    const shown = await runProgram('rules', 'run', file, '--lab', lab)
    expect(shown).toContain('There is no rule "nothing"')
    expect(shown).toContain('Spare')
    expect(process.exitCode).toBe(1)
  })

  it('run a script as Windows PowerShell writes it, in UTF-16', async () => {
    const file = join(folder, 'windows.ps1')
    await writeFile(file, Buffer.from("\uFEFFNew-Folder 'Gehäuse'\r\n", 'utf16le'))
    expect(await runProgram('rules', 'run', file, '--lab', lab)).toContain('Gehäuse')
  })

  it('say when the file cannot be read', async () => {
    await expect(
      runProgram('rules', 'run', join(folder, 'no.ps1'), '--lab', lab),
    ).rejects.toMatchObject({
      code: 'cli.unreadable-file',
    })
  })
})
