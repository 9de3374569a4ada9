import { describe, expect, it } from 'vitest'
import { createRouterClient } from '@orpc/server'
import { createImportDesk, type ImportState } from '../../../src/renderer/imports/desk.ts'
import type { Imports } from '../../../src/main/images/index.ts'
import { LabError, toErrorData } from '../../../src/shared/base/index.ts'
import { createRig } from '../../api/rig.ts'

const upload = 'f0000000-0000-4000-8000-000000000001'
const iso = (name: string, size = 3) => ({
  name,
  files: [{ path: name, file: new File(['x'.repeat(size)], name) }],
})

/** A desk over the API, and a way to wait for what it shows. */
const open = async (
  run: Imports['run'],
  openRecording: Imports['openRecording'] = () => Promise.resolve('http://127.0.0.1:1/'),
) => {
  const sent: string[] = []
  const uploads: Imports['uploads'] = {
    open: (files) => Promise.resolve(sent.push(`open ${files.length}`)).then(() => upload),
    put: (_upload, file, offset, bytes) => {
      sent.push(`put ${file} ${offset} ${bytes.length}`)
      return Promise.resolve()
    },
    drop: () => Promise.resolve(void sent.push('drop')),
  }
  const { router } = await createRig({
    imports: { uploads, run, openRecording },
  })
  const client = createRouterClient(router, { context: {} })
  const desk = createImportDesk({
    client: () => client,
    now: () => 0,
    troubleOf: (error) => toErrorData(error instanceof Error ? (error.cause ?? error) : error),
  })
  const until = (kind: ImportState['kind']): Promise<ImportState> =>
    new Promise((resolve) => {
      const look = () => {
        const { state } = desk.snapshot()
        if (state.kind === kind) resolve(state)
      }
      desk.subscribe(look)
      look()
    })
  return { desk, sent, until }
}

const added: Imports['run'] = async function* () {
  await Promise.resolve()
  yield { kind: 'reading', file: 'b.b00', done: 1, total: 2 }
  yield { kind: 'added', imageProfile: 'ESXi' }
}

describe('the imports of a window', () => {
  it('open a lab file to be looked at', async () => {
    const { desk, sent, until } = await open(added)
    desk.take([iso('demo.lab')])
    expect(await until('recording')).toMatchObject({ name: 'demo.lab', url: expect.any(String) })
    expect(sent).toEqual(['open 1', 'put 0 0 3'])
  })

  it('hand a lab file over again for another try: the lab forgot the first', async () => {
    let tries = 0
    const { desk, sent, until } = await open(added, () => {
      tries += 1
      return tries === 1
        ? Promise.reject(new LabError('journal.not-a-lab', 'demo.lab is not a lab file.'))
        : Promise.resolve(undefined)
    })
    desk.take([iso('demo.lab')])
    await until('failed')
    desk.retry({})
    await until('recording')
    expect(sent).toEqual(['open 1', 'put 0 0 3', 'open 1', 'put 0 0 3'])
  })

  it('hand the bytes over in pieces and end with the image profile', async () => {
    const { desk, sent, until } = await open(added)
    desk.take([iso('a.iso', 4 * 1024 * 1024 + 1)])
    expect(await until('added')).toEqual({ kind: 'added', name: 'a.iso', imageProfile: 'ESXi' })
    expect(sent).toEqual(['open 1', 'put 0 0 4194304', 'put 0 4194304 1'])
  })

  it('upload nothing that lies on this computer', async () => {
    const { desk, sent, until } = await open(added)
    desk.take([{ ...iso('a.iso'), place: '/images/a.iso' }])
    await until('added')
    expect(sent).toEqual([])
  })

  it('keep what failed for another try, without a second upload', async () => {
    const tried: unknown[] = []
    const { desk, sent, until } = await open(async function* ({ profile }) {
      tried.push(profile)
      await Promise.resolve()
      if (profile === undefined) throw new LabError('image.profile-unknown', 'Several: A, B.')
      yield { kind: 'added', imageProfile: profile }
    })
    desk.take([iso('depot.zip')])
    expect(await until('failed')).toMatchObject({ name: 'depot.zip' })
    desk.retry({ profile: 'B' })
    expect(await until('added')).toMatchObject({ imageProfile: 'B' })
    expect(tried).toEqual([undefined, 'B'])
    expect(sent).toEqual(['open 1', 'put 0 0 3'])
  })

  it('go on with the next when one is cancelled', async () => {
    const { desk, until } = await open(async function* ({ source }, signal) {
      if (source.kind === 'path') {
        yield { kind: 'reading', file: 'b.b00', done: 0 }
        if (!signal.aborted)
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
        signal.throwIfAborted()
      }
      yield { kind: 'added', imageProfile: 'Second' }
    })
    desk.take([{ ...iso('a.iso'), place: '/a.iso' }, iso('b.iso')])
    await until('running')
    expect(desk.snapshot().waiting).toEqual(['b.iso'])
    desk.cancel()
    expect(await until('added')).toMatchObject({ imageProfile: 'Second' })
  })
})
