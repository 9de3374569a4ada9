import { LabError } from '../../shared/base/index.ts'
import type { JournalStore } from '../journal/store.ts'
import { createRouter, type ApiDeps, type ApiRouter, type CallName } from '../api/index.ts'

/** What who looks on may ask: nothing of it changes the lab, sends a packet or writes a file. */
const questions: ReadonlySet<string> = new Set<CallName>([
  'lab.state',
  'journal.followPacked',
  'journal.past',
  'journal.read',
  'document.history',
  'document.read',
  'document.diff',
  'plug.state',
  'capture.packets',
  'capture.file',
  'fault.list',
  'host.kinds',
  'host.progress',
  'logs.state',
  'logs.read',
  'logs.follow',
  'images.depots',
  'images.software',
  'images.users',
  'images.versions',
  'images.loaders',
  'rules.explain',
  'rules.preview',
  'rules.nextBoot',
  'rules.boots',
  'rules.discovered',
  'rules.export',
  'storm.report',
  'lesson.list',
  'lesson.phrases',
])

const admit = (call: string): void => {
  if (questions.has(call)) return
  throw new LabError('api.looking-on', 'This screen looks on and changes nothing.')
}

/** Chunks of the past kept at hand, some 20 KB each: a class joins within a minute, and each screen wants all of them. */
const mostChunks = 500

type ReadPacked = JournalStore['readPacked']

/** A chunk that is whole never changes: it is read and packed once for all. */
const withChunksKept = (readPacked: ReadPacked): ReadPacked => {
  const kept = new Map<number, Uint8Array>()
  return async (chunk) => {
    const known = kept.get(chunk) ?? (await readPacked(chunk))
    if (known !== undefined && kept.size < mostChunks) kept.set(chunk, known)
    return known
  }
}

/** The API for those who look on: the same answers as the lab's own screens get, and nothing that changes anything. */
export const onlookerRouter = (deps: ApiDeps): ApiRouter => {
  const { journal } = deps
  return createRouter(
    {
      ...deps,
      state: async () => ({
        ...(await deps.state()),
        platform: 'browser',
        canUndo: false,
        canRedo: false,
        seat: { kind: 'onlooker' },
      }),
      journal: {
        last: () => journal.last(),
        read: (query) => journal.read(query),
        subscribe: (listener) => journal.subscribe(listener),
        readPacked: withChunksKept((chunk) => journal.readPacked(chunk)),
      },
    },
    admit,
  )
}
