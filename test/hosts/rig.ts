import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { createApp, type App } from '../../src/main/app.ts'
import { rendererFolder, resourcesFolder, vendorsFolder } from '../../src/main/folders.ts'
import { buildReferenceImage, createImageStore } from '../../src/main/images/index.ts'
import { loaderFolders } from '../../src/main/open-lab.ts'
import type { Clock } from '../../src/shared/base/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import type { Disk } from '../../src/shared/document/schema.ts'
import { parseDocument, type Host, type LabDocument } from '../../src/shared/document/index.ts'
import {
  hostOf,
  type Fact,
  type FactOf,
  type FactType,
  type Recorded,
} from '../../src/shared/facts/index.ts'
import { emptyLab, foldLab, type LabView } from '../../src/shared/lab/index.ts'
import type { HostView } from '../../src/shared/host/index.ts'

/** A small image of real bytes: quick to move, still several modules. KiB. */
const recipe = {
  name: 'Small-1.0-standard',
  vendor: 'Headwaiter',
  version: '1.0',
  kernelOptions: '',
  loader: { name: 'mboot.c32', size: 16 },
  kernel: { name: 'hv.b00', size: 64 },
  modules: [
    { name: 'system.v00', size: 16_384 },
    { name: 'agent.v00', size: 128 },
    { name: 'state.tgz', size: 4 },
  ],
}

type HostInput = Partial<Pick<Host, 'bootOrder' | 'firmware' | 'diskMiB' | 'cabled'>> & {
  readonly vendor?: string
  readonly moreCards?: readonly { readonly mac: string }[]
  readonly disks?: readonly (Partial<Disk> & Pick<Disk, 'id' | 'sizeMiB'>)[]
}
type Extras = { readonly hostProfile?: Readonly<Record<string, unknown>> }

/** A lab on the loopback network `prefix`.0.0/16, with two rules and what the hosts are to be like. */
const labInput = (
  prefix: string,
  image: unknown,
  hosts: Readonly<Record<string, HostInput>>,
  extras: Extras,
) => ({
  headwaiter: 1,
  name: 'Test rack',
  speed: 50,
  network: {
    subnet: `${prefix}.0.0/16`,
    server: `${prefix}.0.1`,
    pool: { first: `${prefix}.0.100`, last: `${prefix}.0.199` },
    ports: {
      dhcp: 10067,
      dhcpClient: 10068,
      tftp: 10069,
      waiter: 6501,
      rules: 6502,
      vcenter: 10443,
    },
  },
  clusters: [{ name: 'Rack A', hostProfile: 'Caching' }],
  imageProfiles: [image],
  hostProfiles: [{ name: 'Caching', systemImageCache: 'statelessCaching', ...extras.hostProfile }],
  rules: {
    defined: [
      {
        name: 'dell',
        patterns: ['vendor==Dell Inc.'],
        items: [
          { kind: 'imageProfile', name: recipe.name },
          { kind: 'cluster', name: 'Rack A' },
          { kind: 'hostProfile', name: 'Caching' },
        ],
      },
    ],
    working: ['dell'],
    active: ['dell'],
  },
  racks: [{ name: 'Rack A', hosts: Object.keys(hosts) }],
  hosts: Object.entries(hosts).map(([id, host], index) => ({
    id,
    kind: 'simulated',
    mac: `52:54:00:aa:bb:${String(index + 1).padStart(2, '0')}`,
    uuid: `4c4c4544-003${String(index + 1)}-4810-8052-b4c04f4d3031`,
    ...(host.cabled !== undefined && { cabled: host.cabled }),
    ...(host.moreCards && { moreCards: host.moreCards }),
    ...(host.disks && { disks: host.disks }),
    smbios: { vendor: host.vendor ?? 'Dell Inc.', model: 'R640' },
    firmware: host.firmware ?? 'uefi',
    bootOrder: host.bootOrder ?? ['network', 'disk'],
    diskMiB: host.diskMiB ?? 64,
    address: `${prefix}.0.${String(51 + index)}`,
  })),
  virtualMachines: [{ name: 'vm-web', cluster: 'Rack A' }],
})

export type Rig = {
  readonly app: App
  readonly folder: string
  readonly document: () => LabDocument
  /** All facts so far. */
  readonly facts: () => readonly Recorded[]
  readonly view: () => LabView
  readonly host: (id: string) => HostView
  /** Resolves with the first fact after now (or after `seq`) that fits. */
  until<T extends FactType>(
    type: T,
    fits?: (fact: FactOf<T>) => boolean,
    after?: number,
  ): Promise<Recorded>
  /** Resolves when the view of a host fits. */
  untilHost(id: string, fits: (host: HostView) => boolean): Promise<HostView>
  /** Powers a host on and waits until it is settled. */
  boot(id: string): Promise<HostView>
  stop(): Promise<void>
}

/** The whole house on a loopback network of the test's own, at speed 50. */
export const startRig = async (
  prefix: string,
  hosts: Readonly<Record<string, HostInput>>,
  extras: Extras = {},
  clock: Clock = createSystemClock(),
): Promise<Rig> => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-hosts-'))
  const recipeFile = join(folder, 'recipe.yaml')
  await writeFile(recipeFile, stringify(recipe))
  const store = createImageStore({ dir: join(folder, 'images') })
  const image = await buildReferenceImage({ store, recipe: recipeFile })
  const app = await createApp({
    folder,
    initial: parseDocument(labInput(prefix, image, hosts, extras)),
    clock,
    hostsWorker: new URL('../../src/main/hosts/simulated/worker.ts', import.meta.url),
    loaderFolders,
    vendorsFolder,
    screenFolder: rendererFolder,
    lessonsFolder: join(resourcesFolder, 'lessons'),
    platform: 'browser',
    onUnexpected: (error) => {
      throw error
    },
    version: 'test',
  })
  const facts: Recorded[] = []
  let view = emptyLab(app.state().document)
  const listeners = new Set<() => void>()
  const earlier = await app.journal.read({ after: 0, limit: 10_000 })
  const take = (more: readonly Recorded[]) => {
    facts.push(...more)
    view = foldLab(view, more)
    for (const listener of listeners) listener()
  }
  take(earlier)
  app.journal.subscribe((more) => take(more.filter(({ seq }) => seq > view.seq)))

  const wait = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const listener = () => {
        const found = look()
        if (found === undefined) return
        listeners.delete(listener)
        resolve(found)
      }
      listeners.add(listener)
      listener()
    })
  const host = (id: string): HostView => {
    const found = view.hosts.get(id)
    if (found === undefined) throw new Error(`no host ${id}`)
    return found
  }
  const untilHost: Rig['untilHost'] = (id, fits) =>
    wait(() => (fits(host(id)) ? host(id) : undefined))
  return {
    app,
    folder,
    document: () => app.state().document,
    facts: () => facts,
    view: () => view,
    host,
    until: (type, fits = () => true, after = facts.length) =>
      wait(() => facts.find(({ seq, fact }) => seq > after && isOf(fact, type) && fits(fact))),
    untilHost,
    boot: async (id) => {
      await app.hosts.powerOn([id])
      return untilHost(id, isSettled)
    },
    stop: async () => {
      await app.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const isOf = <T extends FactType>(fact: Fact, type: T): fact is FactOf<T> => fact.type === type

/** The states a host went through, in words, from its facts. */
export const typesAbout = (facts: readonly Recorded[], id: string): readonly string[] =>
  facts.filter(({ fact }) => hostOf(fact) === id).map(({ fact }) => fact.type)

/** A host whose boot over the network has come to its end: in vCenter, checked, compliant. */
export const isSettled = ({ state, networkTrack, compliance }: HostView): boolean =>
  state === 'running' &&
  compliance === 'compliant' &&
  networkTrack.some(({ id, state }) => id === 'compliant' && state === 'done')
