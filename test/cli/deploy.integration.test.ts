import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStores } from '../../src/main/journal/index.ts'
import { demoLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import { runProgram } from './run-program.ts'

const clock = createSystemClock()

describe('the commands of a closed lab', () => {
  let lab: string
  const open = () => openStores({ file: join(lab, 'lab.sqlite'), clock })
  beforeEach(async () => {
    lab = await mkdtemp(join(tmpdir(), 'headwaiter-deploy-cli-'))
    await mkdir(join(lab, 'scripts'))
    const stores = await open()
    const document = await readLabFile(demoLab)
    await stores.documents.save({ at: clock.now(), summary: 'New lab', document })
    await stores.close()
  })
  afterEach(() => rm(lab, { recursive: true }))

  it('take files of commands in as a bundle, and nothing when a line of one is none', async () => {
    const [first, second] = ['10-first', '20-second'].map((name) => join(lab, 'scripts', name))
    await writeFile(first ?? '', 'log one\n')
    await writeFile(second ?? '', 'log two\n')
    const files = [first ?? '', second ?? '']
    const done = await runProgram('import', 'scripts', ...files, '--name', 'boot', '--lab', lab)
    expect(done).toBe('Imported boot with 2 scripts.')
    await writeFile(second ?? '', 'log two\ncurl http://evil\n')
    await expect(
      runProgram('import', 'scripts', ...files, '--name', 'boot', '--lab', lab),
    ).rejects.toMatchObject({ code: 'document.bad-script', details: { line: 2 } })
    const stores = await open()
    const { scriptBundles } = parseDocument(stores.documents.current()?.document)
    await stores.close()
    expect(scriptBundles).toEqual([
      {
        name: 'boot',
        scripts: [
          { name: '10-first', text: 'log one\n' },
          { name: '20-second', text: 'log two\n' },
        ],
      },
    ])
  })

  it('print a configuration of nginx for the waiter of the lab', async () => {
    const { network } = await readLabFile(demoLab)
    const text = await runProgram(
      'proxy-config',
      'nginx',
      '--lab',
      lab,
      '--listen',
      '127.66.0.9:5100',
    )
    expect(text).toContain(`proxy_pass http://${network.server}:${network.ports.waiter};`)
    expect(text).toContain('listen 127.66.0.9:5100;')
  })
})
