import { describe, expect, it } from 'vitest'
import { createRouterClient } from '@orpc/server'
import { createImportDesk, type Outcome, type Running } from '../../../src/renderer/imports/desk.ts'
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
  const seen = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const see = () => {
        const found = look()
        if (found !== undefined) resolve(found)
      }
      desk.subscribe(see)
      see()
    })
  const until = (kind: Outcome['kind']): Promise<Outcome> =>
    seen(() => desk.snapshot().outcomes.find((outcome) => outcome.kind === kind))
  const untilRuns = (): Promise<Running> => seen(() => desk.snapshot().running)
  const untilRest = (): Promise<readonly Outcome[]> =>
    seen(() => {
      const { running, waiting, outcomes } = desk.snapshot()
      return running === undefined && waiting.length === 0 ? outcomes : undefined
    })
  return { desk, sent, until, untilRuns, untilRest }
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
    const { id } = await until('failed')
    desk.retry(id, {})
    await until('recording')
    expect(sent).toEqual(['open 1', 'put 0 0 3', 'open 1', 'put 0 0 3'])
  })

  it('hand the bytes over in pieces and end with the image profile', async () => {
    const { desk, sent, until } = await open(added)
    desk.take([iso('a.iso', 4 * 1024 * 1024 + 1)])
    expect(await until('added')).toMatchObject({ name: 'a.iso', imageProfile: 'ESXi' })
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
    const failed = await until('failed')
    expect(failed).toMatchObject({ name: 'depot.zip' })
    desk.retry(failed.id, { profile: 'B' })
    expect(await until('added')).toMatchObject({ imageProfile: 'B' })
    expect(tried).toEqual([undefined, 'B'])
    expect(sent).toEqual(['open 1', 'put 0 0 3'])
  })

  it('go on with the next when one is cancelled', async () => {
    const { desk, until, untilRuns } = await open(async function* ({ source }, signal) {
      if (source.kind === 'path') {
        yield { kind: 'reading', file: 'b.b00', done: 0 }
        if (!signal.aborted)
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
        signal.throwIfAborted()
      }
      yield { kind: 'added', imageProfile: 'Second' }
    })
    desk.take([{ ...iso('a.iso'), place: '/a.iso' }, iso('b.iso')])
    await untilRuns()
    expect(desk.snapshot().waiting).toEqual(['b.iso'])
    desk.cancel()
    expect(await until('added')).toMatchObject({ imageProfile: 'Second' })
  })

  it('tell of all that failed at once, in one list, and of what went well beside them', async () => {
    let opened = 0
    const { desk, untilRest } = await open(added, () => {
      opened += 1
      return opened === 2
        ? Promise.resolve('http://127.0.0.1:1/')
        : Promise.reject(new LabError('journal.damaged', 'The file is damaged.'))
    })
    desk.take([iso('one.lab'), iso('two.lab'), iso('three.lab')])
    const told = (outcomes: readonly Outcome[]) =>
      outcomes.map(({ kind, name }) => `${name} ${kind}`)
    const all = await untilRest()
    expect(told(all)).toEqual(['one.lab failed', 'two.lab recording', 'three.lab failed'])
    desk.dismiss(all[0]?.id)
    expect(told(desk.snapshot().outcomes)).toEqual(['two.lab recording', 'three.lab failed'])
    // What went well is no news any more when the next comes; what failed waits for its person.
    desk.take([iso('a.iso')])
    expect(told(await untilRest())).toEqual(['three.lab failed', 'a.iso added'])
    desk.dismiss()
    expect(desk.snapshot().outcomes).toEqual([])
  })
})
