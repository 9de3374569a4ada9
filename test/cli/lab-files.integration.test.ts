import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildImage, createImageStore } from '../../src/main/images/index.ts'
import { openStores } from '../../src/main/journal/index.ts'
import { openRecording } from '../../src/main/open-recording.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { readApiError } from '../../src/shared/contract/index.ts'
import { softwareOf } from '../../src/shared/image/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { putDepot } from '../images/lab-depot.ts'
import { runProgram } from './run-program.ts'

const clock = createSystemClock()

describe('a lab as a file', () => {
  let folder: string
  let lab: string
  let file: string
  let kernel: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-lab-files-'))
    lab = join(folder, 'lab')
    file = join(folder, 'small.lab')
    await mkdir(lab)
    const images = createImageStore({ dir: join(lab, 'images') })
    kernel = (await images.add(Buffer.from('a kernel'))).sha256
    const input = smallLabInput()
    for (const image of input.imageProfiles) image.kernel.sha256 = kernel
    const stores = await openStores({ file: join(lab, 'lab.sqlite'), clock })
    await stores.documents.save({ at: clock.now(), summary: 'New lab', document: input })
    await stores.journal.append({
      facts: [
        { type: 'lab.opened', name: 'Small lab', version: 1 },
        { type: 'host.poweredOn', host: 'esx-01', by: 'operator' },
      ],
    })
    await stores.close()
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('leaves by `export` and comes in by `import lab`, images and all', async () => {
    expect(await runProgram('export', file, '--lab', lab, '--with-images')).toContain(
      'with 2 facts',
    )
    const other = join(folder, 'other')
    expect(await runProgram('import', 'lab', file, '--lab', other)).toContain('holds 2 facts')
    const images = createImageStore({ dir: join(other, 'images') })
    expect((await images.read(kernel)).toString()).toBe('a kernel')
    await expect(
      runProgram('import', 'lab', join(folder, 'none.lab'), '--lab', join(folder, 'deep', 'down')),
    ).rejects.toMatchObject({ code: 'journal.unreadable' })
    expect(existsSync(join(folder, 'deep'))).toBe(false)
    await expect(runProgram('import', 'lab', file, '--lab', other)).rejects.toMatchObject({
      code: 'journal.exists',
    })
  })

  it('takes the packages of its images along, and says what is gone', async () => {
    const made = join(folder, 'of-packages')
    await mkdir(made)
    const images = createImageStore({ dir: join(made, 'images') })
    const depot = await putDepot(images, 'depot')
    const image = await buildImage({
      store: images,
      software: softwareOf(depot, 'ACME-8.0-standard'),
    })
    const stores = await openStores({ file: join(made, 'lab.sqlite'), clock })
    // The file of the small lab's own image is nowhere.
    const input = smallLabInput()
    const document = { ...input, imageProfiles: [...input.imageProfiles, image] }
    await stores.documents.save({ at: clock.now(), summary: 'New lab', document })
    await stores.close()
    const out = join(folder, 'of-packages.lab')
    expect(await runProgram('export', out, '--lab', made, '--with-images')).toContain(
      'Files of its images that are gone: 1.',
    )
    const other = join(folder, 'of-packages-again')
    await runProgram('import', 'lab', out, '--lab', other)
    const again = createImageStore({ dir: join(other, 'images') })
    for (const { file: vib } of depot.packages) expect(await again.has(vib.sha256)).toBe(true)
  })

  it('says that files of its images stay behind, unless they come along', async () => {
    const said = await runProgram('export', join(folder, 'light.lab'), '--lab', lab)
    expect(said).toContain('Files of its images stay behind (one image): --with-images')
  })

  it('that was cut on its way says how much of it came', async () => {
    const cut = join(folder, 'cut.lab')
    const whole = await readFile(file)
    await writeFile(cut, whole.subarray(0, -10))
    const taken = runProgram('import', 'lab', cut, '--lab', join(folder, 'of-a-cut-one'))
    await expect(taken).rejects.toMatchObject({
      code: 'journal.damaged',
      message: `${cut} ends after ${whole.length - 10} of ${whole.length} bytes.`,
    })
  })

  it.each([
    [
      'a folder that is not there',
      ['export', 'none/x.lab'],
      'journal.write-failed',
      /: it, or its folder, is not there\.$/,
    ],
    [
      'a folder that is a file',
      ['images', 'export', 'Reference', 'small.lab/out'],
      'image.not-written',
      /: a part of its path is no folder\.$/,
    ],
    [
      'a depot that is a folder',
      ['images', 'add-depot', 'lab'],
      'image.zip-invalid',
      /is a folder, not an archive/,
    ],
    [
      'a depot that is nowhere',
      ['images', 'add-depot', 'none.zip'],
      'image.unreadable',
      /is not there\.$/,
    ],
    [
      'rules in a folder',
      ['rules', 'export', 'lab'],
      'cli.file-not-written',
      /: it is a folder\.$/,
    ],
    [
      'a script that is a folder',
      ['rules', 'run', 'lab'],
      'cli.unreadable-file',
      /: it is a folder\.$/,
    ],
  ])('tells in words what is wrong with %s', async (_, words, code, message) => {
    const args = [...words.slice(0, -1), join(folder, words.at(-1) ?? ''), '--lab', lab]
    await expect(runProgram(...args)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
  })

  it('is not made of a folder that holds none', async () => {
    const exported = runProgram('export', join(folder, 'x.lab'), '--lab', join(folder, 'nothing'))
    await expect(exported).rejects.toMatchObject({ code: 'lab.not-found' })
  })

  it('stands still as a recording at its last moment', async () => {
    const made = join(folder, 'weeks-ago')
    await mkdir(made)
    const then = clock.now() - 30 * 86_400_000
    const stores = await openStores({
      file: join(made, 'lab.sqlite'),
      clock: { ...clock, now: () => then },
    })
    await stores.documents.save({ at: then, summary: 'New lab', document: smallLabInput() })
    await stores.journal.append({
      facts: [{ type: 'host.poweredOn', host: 'esx-01', by: 'operator' }],
    })
    await stores.close()
    const recorded = join(folder, 'weeks-ago.lab')
    await runProgram('export', recorded, '--lab', made)
    const recording = await openRecording({
      file: recorded,
      clock,
      platform: 'browser',
      version: '0.1.0',
      onUnexpected: () => undefined,
    })
    const client = createRouterClient(recording.router)
    expect((await client.lab.state()).now).toBe(then)
    const [host] = await client.host.progress({ hosts: ['esx-01'] })
    expect(host?.progress).toMatchObject({ stage: 'firmware starts', for: 0 })
    expect(host?.progress?.stuckSince).toBeUndefined()
    await recording.stop()
  })

  it('can be looked at as a recording, and not changed', async () => {
    const unexpected: unknown[] = []
    const recording = await openRecording({
      file,
      clock,
      platform: 'browser',
      version: '0.1.0',
      onUnexpected: (error) => unexpected.push(error),
    })
    const client = createRouterClient(recording.router)
    const state = await client.lab.state()
    expect(state).toMatchObject({
      seat: { kind: 'recording', file: 'small.lab' },
      seq: 2,
      documentVersion: 1,
    })
    expect(state.document.name).toBe('Small lab')
    const batches = await client.journal.follow({ after: 0 })
    expect(await batches.next()).toMatchObject({ value: [{ seq: 1 }, { seq: 2 }] })
    await batches.return?.()
    const refusals = await Promise.all(
      [
        client.host.powerOn({ hosts: ['esx-01'] }),
        client.plug.pull({ plug: 'dhcp' }),
        client.document.edit({ kind: 'setSpeed', speed: 2 }),
        client.document.undo(),
      ].map((call) =>
        call.then(
          () => 'done',
          (error: unknown) => readApiError(error).code,
        ),
      ),
    )
    expect(refusals).toEqual(Array.from({ length: 4 }, () => 'journal.recording'))
    expect(unexpected).toEqual([])
    await recording.stop()
  })
})
