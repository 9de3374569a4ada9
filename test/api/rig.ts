import { createMemoryStores, type Stores } from '../../src/main/journal/index.ts'
import { collectSources } from '../../src/main/diagnostics/index.ts'
import { createDocuments } from '../../src/main/document/index.ts'
import { vendorsFolder } from '../../src/main/folders.ts'
import { loadVendors, readProgress } from '../../src/main/hosts/index.ts'
import { createRulesApi } from '../../src/main/rules/index.ts'
import { createRouter, type ApiDeps, type ApiRouter } from '../../src/main/api/index.ts'
import { LabError, type Clock } from '../../src/shared/base/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { imagesOver } from '../images/workbench.ts'
import { smallLab } from '../document/small-lab.ts'

const clock: Clock = { now: () => 1_763_807_121_123, sleep: () => Promise.resolve() }

/** The API over stores in memory; the rooms behind it write down what they were asked. */
export type Rig = {
  /** What the router hands calls on to. */
  readonly deps: ApiDeps
  readonly router: ApiRouter
  readonly stores: Stores
  readonly asked: string[]
  readonly unexpected: unknown[]
  append(...facts: readonly Fact[]): Promise<unknown>
}

export const createRig = async (change: Partial<ApiDeps> = {}): Promise<Rig> => {
  const stores = createMemoryStores({ clock })
  const append: Rig['append'] = (...facts) => stores.journal.append({ facts })
  const documents = createDocuments({
    store: stores.documents,
    record: (...facts) => stores.journal.append({ facts }),
    clock,
  })
  await documents.edit({ kind: 'replace', document: smallLab, summary: 'Opened' })
  const asked: string[] = []
  const unexpected: unknown[] = []
  const ask =
    (name: string) =>
    (...args: readonly unknown[]): Promise<void> => {
      asked.push(`${name} ${args.join(' ')}`.trim())
      return Promise.resolve()
    }
  const refused = (): Promise<never> => Promise.reject(new Error('not asked for'))
  const rulesApi = createRulesApi({
    document: () => documents.current(),
    edit: (edit) => documents.edit(edit),
    images: imagesOver(documents),
    journal: stores.journal,
    record: (...facts) => stores.journal.append({ facts }),
    isUp: () => true,
    vcenter: {
      reconnect: ask('reconnect'),
      disconnect: refused,
      enterMaintenance: refused,
      exitMaintenance: refused,
      remediate: ask('remediate'),
      checkCompliance: ask('checkCompliance'),
      remove: refused,
    },
    power: { powerOn: ask('powerOn'), powerOff: ask('powerOff'), reboot: ask('reboot') },
    clock,
  })
  const deps: ApiDeps = {
    state: () => ({
      version: '0.1.0',
      platform: 'browser',
      level: { kind: 'lab' },
      document: documents.current(),
      documentVersion: documents.version(),
      now: clock.now(),
      canUndo: documents.canUndo(),
      canRedo: documents.canRedo(),
      seq: stores.journal.last(),
      seat: { kind: 'operator' },
    }),
    diagnostics: () => collectSources(stores, { folder: '/nowhere', version: '0.1.0', clock }),
    journal: stores.journal,
    documents,
    plugs: {
      pull: (plug) =>
        plug === 'dhcp'
          ? Promise.reject(
              new LabError('plug.already-out', 'DHCP is unplugged already.', { plug: 'dhcp' }),
            )
          : ask('pull')(plug),
      restore: ask('restore'),
      restoreAll: ask('restoreAll'),
      state: () => ({ dhcp: 'in', waiter: 'failed' }),
      prove: ask('prove'),
    },
    capture: { packets: () => [] },
    logs: {
      state: () => ({ listening: [], problems: [], heard: [] }),
      read: () => Promise.resolve([]),
      follow: async function* () {
        yield await Promise.resolve([])
      },
    },
    faults: {
      list: () => [],
      inject: ask('inject'),
      remove: ask('remove'),
      reset: ask('reset'),
      check: (yaml) => ({ title: yaml, faults: [] }),
      load: async (yaml) => {
        await ask('load')(yaml)
        return { title: yaml, faults: [] }
      },
      save: (title) => title,
      step: () => false,
    },
    hosts: {
      kinds: () => loadVendors(vendorsFolder),
      progress: (hosts = []) =>
        readProgress(hosts, {
          journal: stores.journal,
          document: () => documents.current(),
          clock,
        }),
      powerOn: ask('powerOn'),
      powerOff: ask('powerOff'),
      reboot: ask('reboot'),
      unplug: ask('unplug'),
      plugIn: ask('plugIn'),
      plugInAll: ask('plugInAll'),
      tamper: ask('tamper'),
    },
    waker: { wake: ask('wake') },
    vcenter: {
      disconnect: ask('disconnect'),
      enterMaintenance: ask('enterMaintenance'),
      exitMaintenance: ask('exitMaintenance'),
      reconnect: ask('reconnect'),
      remediate: ask('remediate'),
      checkCompliance: ask('checkCompliance'),
      placeVm: ask('placeVm'),
    },
    storms: {
      plan: () => {
        throw new Error('not asked for')
      },
      start: ({ atOnce }) => ask('startStorm')(atOnce),
      stop: ask('stopStorm'),
      report: () => undefined,
    },
    network: {
      interfaces: () => Promise.resolve([]),
      rights: () => Promise.resolve({ kind: 'open' }),
      probe: () => Promise.resolve(undefined),
      serve: ({ interface: name }) => ask('serve')(name),
      stop: ask('stopServing'),
    },
    classroom: {
      places: () => [{ interface: 'lo', address: '127.0.0.1' }],
      open: async ({ address }) => {
        await ask('openClassroom')(address)
        return { url: `http://${address}:1/abc`, code: 'abc' }
      },
      invitation: () => Promise.resolve(undefined),
      close: ask('closeClassroom'),
    },
    imports: {
      openRecording: () => Promise.resolve('http://127.0.0.1:1/?token=x'),
      uploads: {
        open: () => Promise.resolve('0166f3a2-7d3c-4c68-9b9e-0d6f3d3f3b11'),
        put: async (_upload, file, offset, bytes) =>
          ask('put')(file, offset, Buffer.from(bytes).toString('utf8')),
        drop: ask('drop'),
      },
      run: async function* ({ source }) {
        await Promise.resolve()
        if (source.kind === 'path')
          throw new LabError('image.unreadable', `${source.path} cannot be read.`)
        yield { kind: 'reading', file: 'b.b00', done: 1, total: 2 }
        yield { kind: 'added', imageProfile: 'ESXi' }
      },
    },
    images: imagesOver(documents),
    rules: rulesApi.rules,
    powercli: rulesApi.powercli,
    lessons: {
      list: () => [],
      phrases: async () => ({}),
      start: (lesson) => ask('start')(lesson),
      answer: ask('answer'),
      marks: () => Promise.resolve(''),
      stop: ask('stop'),
    },
    onUnexpected: (error) => unexpected.push(error),
    ...change,
  }
  return { deps, router: createRouter(deps), stores, asked, unexpected, append }
}
