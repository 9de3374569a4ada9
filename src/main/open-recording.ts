import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { LabError, type Clock } from '../shared/base/index.ts'
import type { LabState } from '../shared/contract/index.ts'
import { createRouter, type ApiRouter } from './api/index.ts'
import { parseFaultPlan } from './faults/index.ts'
import { createDocuments } from './document/index.ts'
import { createImagesApi, createImageStore } from './images/index.ts'
import { importLab, openStores } from './journal/index.ts'
import { resourcesFolder } from './folders.ts'
import { readMarks, shippedPhrases } from './lessons/index.ts'
import { createRulesApi, refusing } from './rules/index.ts'
import { createStorms } from './storm/index.ts'
import { readProgress, timings } from './hosts/index.ts'

const refuse = (): Promise<never> =>
  Promise.reject(new LabError('journal.recording', 'A recording cannot be changed.'))

/** Says what bytes are and keeps none: a recording needs no images. */
const digestOf = async (bytes: AsyncIterable<Uint8Array>): Promise<{ sha256: string }> => {
  const hash = createHash('sha256')
  for await (const chunk of bytes) hash.update(chunk)
  return { sha256: hash.digest('hex') }
}

/**
 * Opens a lab file to look at what happened in it: the same API as a live lab, with its document and
 * its journal, but nothing runs and nothing changes. Works on a copy that is gone after `stop`. The
 * errors of `importLab`.
 */
export const openRecording = async ({
  file,
  clock,
  platform,
  version,
  onUnexpected,
}: {
  readonly file: string
  readonly clock: Clock
  readonly platform: LabState['platform']
  readonly version: string
  readonly onUnexpected: (error: unknown) => void
}): Promise<{ readonly router: ApiRouter; stop(): Promise<void> }> => {
  // What is open already is closed again when the next cannot be opened.
  await using opening = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-recording-'))
  opening.defer(() => rm(folder, { recursive: true, force: true }))
  const copy = join(folder, 'lab.sqlite')
  await importLab(file, copy, digestOf)
  const stores = await openStores({ file: copy, clock })
  opening.defer(() => stores.close())
  // Its now is its last moment: nothing in it has gone on since.
  const [newest] = await stores.journal.read({ after: 0, limit: 1, take: 'last' })
  const over: Pick<Clock, 'now'> = { now: () => newest?.at ?? clock.now() }
  const documents = createDocuments({ store: stores.documents, record: refuse, clock })
  const images = createImagesApi({
    store: createImageStore({ dir: join(folder, 'images') }),
    documents: { ...documents, edit: refuse },
    associated: () => rulesApi.associated(),
    loaderFolders: [],
    exportsFolder: join(folder, 'exports'),
    clock,
  })
  const still = refusing(refuse)
  // Questions are answered as in a live lab; what would change something is refused.
  const rulesApi = createRulesApi({
    document: () => documents.current(),
    edit: refuse,
    images,
    journal: stores.journal,
    record: refuse,
    isUp: () => true,
    ...still,
    clock,
  })
  opening.defer(() => rulesApi.close())
  const storms = await createStorms({
    document: () => documents.current(),
    hosts: { powerOn: refuse, isOn: () => false },
    timings,
    journal: stores.journal,
    record: refuse,
    clock,
  })
  opening.defer(() => storms.close())
  const router = createRouter({
    state: () => ({
      version,
      platform,
      level: { kind: 'lab' },
      document: documents.current(),
      documentVersion: documents.version(),
      now: over.now(),
      canUndo: false,
      canRedo: false,
      seq: stores.journal.last(),
      seat: { kind: 'recording', file: basename(file) },
    }),
    diagnostics: refuse,
    journal: stores.journal,
    documents: { ...documents, edit: refuse, undo: refuse, redo: refuse },
    plugs: { pull: refuse, restore: refuse, restoreAll: refuse, prove: refuse, state: () => ({}) },
    capture: { packets: () => [] },
    faults: {
      list: () => [],
      inject: refuse,
      remove: refuse,
      reset: refuse,
      check: parseFaultPlan,
      load: refuse,
      save: () => {
        throw new LabError('fault.none', 'No fault is in force in a recording.')
      },
      step: () => false,
    },
    waker: { wake: refuse },
    hosts: {
      kinds: refuse,
      progress: (hosts) =>
        readProgress(hosts ?? documents.current().hosts.map(({ id }) => id), {
          journal: stores.journal,
          document: () => documents.current(),
          clock: over,
        }),
      ...still.power,
      unplug: refuse,
      plugIn: refuse,
      plugInAll: refuse,
      tamper: refuse,
    },
    vcenter: { ...still.vcenter, placeVm: refuse },
    storms: { ...storms, start: refuse, stop: refuse },
    network: {
      interfaces: () => Promise.resolve([]),
      rights: () => Promise.resolve({ kind: 'open' }),
      probe: refuse,
      serve: refuse,
      stop: refuse,
    },
    classroom: {
      places: () => [],
      open: refuse,
      invitation: () => Promise.resolve(undefined),
      close: () => Promise.resolve(),
    },
    logs: {
      state: () => ({ listening: [], problems: [], heard: [] }),
      read: () => Promise.resolve([]),
      // They do not travel with a lab.
      follow: async function* () {
        yield await Promise.resolve([])
      },
    },
    imports: {
      openRecording: refuse,
      uploads: { open: refuse, put: refuse, drop: refuse },
      // oxlint-disable-next-line eslint/require-yield -- it refuses before the first step
      run: async function* () {
        await refuse()
      },
    },
    images,
    rules: rulesApi.rules,
    powercli: rulesApi.powercli,
    lessons: {
      list: () => [],
      // Lessons that ship may have been taken in it.
      phrases: (language) => shippedPhrases(join(resourcesFolder, 'lessons'), language),
      start: refuse,
      answer: refuse,
      stop: refuse,
      marks: () => readMarks(stores.journal),
    },
    onUnexpected,
  })
  const opened = opening.move()
  return { router, stop: () => opened.disposeAsync() }
}
