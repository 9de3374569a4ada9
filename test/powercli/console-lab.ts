import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock, ComponentId } from '../../src/shared/base/index.ts'
import { componentId } from '../../src/shared/base/schemas.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import type { LabDocument } from '../../src/shared/document/schema.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { createConsole, type PowerCliConsole } from '../../src/shared/powercli/index.ts'
import { compileRuleSet } from '../../src/shared/rules/index.ts'
import { createDocuments } from '../../src/main/document/index.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import { answerDecide } from '../../src/main/rules/answer.ts'
import { createAssociations } from '../../src/main/rules/associate.ts'
import { createConsoleLab } from '../../src/main/rules/console-lab.ts'
import { openKnowledge } from '../../src/main/rules/knowledge.ts'
import { createImageStore } from '../../src/main/images/index.ts'
import { attachedProfile, checkCompliance } from '../../src/main/vcenter/compliance.ts'
import { base, driver, putDepot, tools } from '../images/lab-depot.ts'
import { imagesOver } from '../images/workbench.ts'

const digest = (letter: string): string => letter.repeat(64)
const image = (name: string, vendor: string, version: string, modules: string[]) => ({
  name,
  kind: vendor === 'Debian' ? ('linux' as const) : ('esxi' as const),
  version,
  vendor,
  kernel: { name: 'k.b00', sha256: digest('a'), size: 1_000_000 },
  modules: modules.map((module, index) => ({
    name: module,
    sha256: digest(String((version.length + index) % 10)),
    size: 2_000_000 + index,
  })),
})

const host = (n: number, vendor: string, model: string) => ({
  id: `${vendor === 'HPE' ? 'hp' : 'esx'}-0${n}`,
  kind: 'simulated' as const,
  mac: `52:54:00:aa:bb:0${n}`,
  uuid: `4c4c4544-003${n}-4810-8052-b4c04f4d303${n}`,
  smbios: { vendor, model, serial: `HW0000${n}`, asset: `RACK-A-0${n}` },
  firmware: 'uefi' as const,
  bootOrder: ['network' as const, 'disk' as const],
  address: `127.66.0.5${n}`,
})

const rules = [
  {
    name: 'image-for-dell',
    patterns: ['vendor==Dell Inc.'],
    items: [{ kind: 'imageProfile' as const, name: 'ESXi-7.0U3-standard' }],
  },
  {
    name: 'rack-a-by-address',
    patterns: ['ipv4=127.66.0.51-127.66.0.90'],
    items: [{ kind: 'cluster' as const, name: 'Rack A' }],
  },
  {
    name: 'caching-for-all',
    patterns: [],
    items: [{ kind: 'hostProfile' as const, name: 'Stateless caching' }],
  },
]
const names = rules.map(({ name }) => name)

/** Four Dells and an HPE; a few images, places and profiles for rules to give. */
export const consoleDocument = (withRules: boolean): LabDocument =>
  parseDocument({
    headwaiter: 1,
    name: 'Console lab',
    network: {
      subnet: '127.66.0.0/16',
      server: '127.66.0.1',
      pool: { first: '127.66.0.100', last: '127.66.0.199' },
      ports: {
        dhcp: 10067,
        dhcpClient: 10068,
        tftp: 10069,
        waiter: 6501,
        rules: 6502,
        vcenter: 10443,
      },
    },
    datacenter: 'Lab',
    clusters: [
      { name: 'Rack A', hostProfile: 'Stateless caching' },
      { name: 'Rack B' },
      { name: 'Managed', image: 'ESXi-8.0U2-standard' },
    ],
    folders: [{ name: 'NewHosts' }],
    scriptBundles: [{ name: 'first-boot' }],
    hostProfiles: [
      {
        name: 'Stateless caching',
        systemImageCache: 'statelessCaching',
        settings: { ntp: ['127.66.0.1'] },
      },
      { name: 'Plain' },
    ],
    imageProfiles: [
      image('ESXi-7.0U3-standard', 'VMware, Inc.', '7.0.3', ['net-e1000.v00', 'tools.t00']),
      image('ESXi-8.0U2-standard', 'VMware, Inc.', '8.0.2-22380479', [
        'net-e1000.v00',
        'tools.t00',
      ]),
      image('ESXi-8.0U2-no-tools', 'VMware, Inc.', '8.0.2-22380479', ['net-e1000.v00']),
      image('Debian-12', 'Debian', '12', ['initrd.gz']),
    ],
    rules: withRules
      ? { defined: rules, working: names, active: names }
      : { defined: [], working: [], active: [] },
    racks: [],
    hosts: [
      host(1, 'Dell Inc.', 'PowerEdge R640'),
      host(2, 'Dell Inc.', 'PowerEdge R640'),
      host(3, 'Dell Inc.', 'PowerEdge R640'),
      host(4, 'Dell Inc.', 'PowerEdge R630'),
      host(5, 'HPE', 'ProLiant DL380 Gen10'),
    ],
    virtualMachines: [
      { name: 'vm-web', cluster: 'Rack A' },
      { name: 'vm-db', cluster: 'Rack A' },
    ],
  })

/** A base, a driver and tools in the image profile; a newer driver and others beside it. */
const depotPackages = [
  base,
  driver,
  tools,
  { ...driver, version: '1.10-1' },
  { name: 'loose', level: 'community' as const },
]

/** A lab that a test drives by words. */
export type DrivenLab = {
  readonly console: PowerCliConsole
  document(): LabDocument
  facts(): readonly Fact[]
  /** `boot esx-01`, `lose esx-01`, `cache esx-01`, `check esx-01`, `ask`, `place vm-web esx-01`, `pull rules`, `restore rules`, `depot acme`. */
  drive(words: string): Promise<void>
  /** Removes what it wrote. */
  close(): Promise<void>
}

const standing = { now: () => 0, sleep: () => Promise.resolve() }

export const createDrivenLab = async (
  withRules: boolean,
  clock: Pick<Clock, 'now' | 'sleep'> = standing,
): Promise<DrivenLab> => {
  const stores = createMemoryStores({ clock })
  const record = (...facts: readonly Fact[]) => stores.journal.append({ facts })
  await stores.documents.save({ at: 0, summary: 'New', document: consoleDocument(withRules) })
  const documents = createDocuments({ store: stores.documents, record, clock })
  const document = (): LabDocument => documents.current()
  const knowledge = await openKnowledge({ document, journal: stores.journal })
  const hosts = () => knowledge.hosts()
  const out = new Set<ComponentId>()
  const isUp = (component: ComponentId): boolean => !out.has(component)
  const seen: Fact[] = []
  stores.journal.subscribe((facts) => seen.push(...facts.map(({ fact }) => fact)))

  const known = (id: string) => knowledge.hosts().find((each) => each.id === id)

  /** The profile that was applied last to each host: what its agent would say. */
  const applied = new Map<string, string>()
  const attached = (id: string) => {
    const { stored, cluster } = known(id) ?? {}
    return { association: stored?.association ?? {}, cluster: cluster ?? '' }
  }
  const apply = (id: string) =>
    applied.set(id, attachedProfile(document(), attached(id))?.name ?? '')
  const verdict = (id: string): Fact => {
    const state = {
      host: id,
      hostProfile: applied.get(id) ?? '',
      bootedFromStatelessCache: known(id)?.bootedFromCache ?? false,
    }
    return {
      type: 'vcenter.complianceChecked',
      host: id,
      ...checkCompliance(document(), attached(id), state),
    }
  }

  /** What the services would write down when the host boots over the network. */
  const boot = async (id: string): Promise<void> => {
    const { attributes, stored } = known(id) ?? {}
    if (attributes === undefined) throw new Error(`no host ${id}`)
    await record(
      { type: 'host.poweredOn', host: id, by: 'operator' },
      { type: 'waiter.hostRegistered', host: id, client: attributes.ipv4, attributes },
    )
    const set = compileRuleSet(document().rules)
    const { reply, fact } = answerDecide({ host: id, attributes }, { stored }, set)
    await record(fact)
    if (reply.kind === 'noMatch' || reply.association.imageProfile === undefined) return
    const { association } = reply
    const cluster = association.cluster ?? ''
    if (stored === undefined)
      await record({ type: 'vcenter.hostAdded', host: id, cluster, by: 'autoDeploy' })
    await record({
      type: 'vcenter.hostConnected',
      host: id,
      cluster,
      by: 'autoDeploy',
      bootedFromStatelessCache: false,
      association,
    })
    apply(id)
    await record(verdict(id))
  }

  const connected = (id: string, fromCache: boolean): Fact => ({
    type: 'vcenter.hostConnected',
    host: id,
    cluster: known(id)?.cluster ?? '',
    by: 'admin',
    bootedFromStatelessCache: fromCache,
  })
  const vcenter = {
    reconnect: (id: string) => record(connected(id, known(id)?.bootedFromCache ?? false)),
    disconnect: (id: string) => record({ type: 'vcenter.hostDisconnected', host: id, by: 'admin' }),
    remove: (id: string) => record({ type: 'vcenter.hostRemoved', host: id }),
    enterMaintenance: (id: string) =>
      record({ type: 'vcenter.maintenanceEntered', host: id, cause: 'admin' }),
    exitMaintenance: (id: string) => record({ type: 'vcenter.maintenanceExited', host: id }),
    checkCompliance: (id: string) => {
      const failures = [`vCenter is not connected to ${id}.`]
      return record(
        known(id)?.connection === 'connected'
          ? verdict(id)
          : { type: 'vcenter.complianceChecked', host: id, status: 'unknown', failures },
      )
    },
    remediate: async (id: string) => {
      apply(id)
      await record(verdict(id))
      const cleared = known(id)?.compliance === 'compliant'
      await record({ type: 'vcenter.remediated', host: id, cleared, text: '' })
    },
  }
  const each = async (ids: readonly string[], act: (id: string) => Promise<unknown>) => {
    for (const id of ids) await act(id)
  }
  const power = {
    powerOn: (ids: readonly string[]) => each(ids, boot),
    powerOff: (ids: readonly string[]) =>
      each(ids, (id) => record({ type: 'host.poweredOff', host: id, by: 'operator' })),
    reboot: (ids: readonly string[]) => each(ids, boot),
  }
  const imagesDir = join(tmpdir(), `headwaiter-console-${randomUUID()}`)
  const associations = createAssociations({ document, host: known, isUp, record })
  const lab = createConsoleLab({
    document,
    hosts,
    isUp,
    edit: (edit) => documents.edit(edit),
    images: imagesOver(documents, imagesDir),
    associations,
    vcenter,
    power,
    clock,
  })

  const actions: Readonly<Record<string, (...words: string[]) => Promise<unknown> | void>> = {
    pull: (component) => void out.add(componentId.parse(component)),
    restore: (component) => void out.delete(componentId.parse(component)),
    boot,
    lose: (id) => record({ type: 'vcenter.hostNotResponding', host: id }),
    cache: async (id) => {
      await record(connected(id, true))
      await record(verdict(id))
    },
    depot: (name) => putDepot(createImageStore({ dir: imagesDir }), name, depotPackages, 3),
    check: (id) =>
      record({
        type: 'vcenter.complianceChecked',
        host: id,
        status: 'compliant',
        failures: [],
        configuration: { ntp: '127.66.0.1', hostName: id, dumpCollector: '127.66.0.9:6500' },
      }),
    ask: async () => {
      const [profile] = document().hostProfiles
      if (profile === undefined) throw new Error('no host profile')
      const settings = { ...profile.settings, hostName: 'perHost' as const }
      await documents.edit({ kind: 'setHostProfile', hostProfile: { ...profile, settings } })
      await documents.edit({
        kind: 'setCustomization',
        host: 'esx-01',
        answers: { hostName: 'esx-01.lab' },
      })
    },
    place: (vm, id) => record({ type: 'vcenter.vmPlaced', host: id, vm }),
  }
  if (withRules) for (const id of ['esx-01', 'esx-02', 'esx-03']) await boot(id)

  return {
    console: createConsole(lab),
    document,
    facts: () => seen,
    close: () => rm(imagesDir, { recursive: true, force: true }),
    drive: async (words) => {
      const [action = '', ...rest] = words.split(' ')
      const act = actions[action]
      if (act === undefined) throw new Error(`"${action}" drives nothing`)
      await act(...rest)
    },
  }
}
