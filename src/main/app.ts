import { join } from 'node:path'
import type { ComponentId } from '../shared/base/index.ts'
import type { LabState } from '../shared/contract/index.ts'
import { syslogPorts } from '../shared/document/index.ts'
import { createRouter, type ApiDeps } from './api/index.ts'
import type { AppOptions } from './app-options.ts'
import { createCapture, tapNetwork } from './capture/index.ts'
import { createClassroom, onlookerRouter } from './classroom/index.ts'
import { collectSources, noteErrors } from './diagnostics/index.ts'
import { createDocuments, lastTold } from './document/index.ts'
import { createHosts, createWaker, demandOurs, timings } from './hosts/index.ts'
import {
  createImagesApi,
  createImageStore,
  createImports,
  createUploads,
  guardImages,
  removeAsides,
  removeRemains,
} from './images/index.ts'
import { openStores } from './journal/index.ts'
import { createLessons, takeBackCutOff } from './lessons/index.ts'
import { createFaults, withFaults } from './faults/index.ts'
import { createJoint, createLabNetwork, createPlugs, type Network } from './net/index.ts'
import type { Record } from './record.ts'
import { createRulesApi, createRulesEngine } from './rules/index.ts'
import { createSegmentServices, type Segment } from './segment.ts'
import { createNetworkApi, createServing, documentOn, type ServedNetwork } from './serving/index.ts'
import { createStorms } from './storm/index.ts'
import { openSyslog } from './syslog/index.ts'
import { tellMoved } from './tell-moved.ts'
import { tellSleeps } from './tell-sleeps.ts'
import { tryEach } from './try-each.ts'
import { createVCenter, openAuthority } from './vcenter/index.ts'
import { createCertificates, openCustomCertificates } from './waiter/index.ts'

/**
 * The house, wired. Rooms know each other only through what is handed in here. Starts in order and
 * stops in reverse.
 */
export const createApp = async (options: AppOptions) => {
  const { folder, clock, version } = options
  await using unfinished = new AsyncDisposableStack()
  const over = new AbortController()
  unfinished.defer(() => over.abort())
  const onUnexpected = noteErrors(options, over.signal)
  const stores = await openStores({
    file: join(folder, 'lab.sqlite'),
    clock,
    ...(options.journalWorker && { workerUrl: options.journalWorker }),
    onWriteFailed: onUnexpected,
    onUpgrade: options.onUpgrade,
  })
  unfinished.defer(() => stores.close().catch(() => undefined))
  const record: Record = (...facts) => stores.journal.append({ facts })
  if (stores.documents.current() === undefined) {
    await stores.documents.save({ at: clock.now(), summary: 'New lab', document: options.initial })
  }
  const kept = createDocuments({
    store: stores.documents,
    record,
    clock,
    admit: (step) => {
      hosts.admit(step)
      storms.admit(step)
    },
  })
  /** An image that is in use is not removed; who uses it is the rules' knowledge. */
  const associated = () => rulesApi.associated()
  const documents = {
    ...kept,
    edit: guardImages({ documents: kept, associated }, (edit) => kept.edit(edit)),
  }
  const document = () => documents.current()
  const images = createImageStore({ dir: join(folder, 'images') })

  const lab: Segment = {
    network: createLabNetwork({ address: document().network.server }),
    document,
  }

  const hosts = await createHosts({
    document,
    network: lab.network,
    journal: stores.journal,
    leases: stores.leases,
    record,
    clock,
    disksFolder: join(folder, 'disks'),
    vendorsFolder: options.vendorsFolder,
    worker: options.hostsWorker,
  })
  unfinished.defer(() => hosts.stop().catch(() => undefined))
  const { identify } = hosts
  const capture = createCapture({ clock })
  const faults = createFaults({
    record,
    clock,
    speedFor: (id) => {
      const { hosts, speed } = document()
      return hosts.some((host) => host.id === id && host.kind === 'simulated') ? speed : 1
    },
  })
  const faulty = (network: Network, component: ComponentId) =>
    withFaults(tapNetwork(network, capture), component, { seam: faults, identify })
  const certificates = createCertificates({ folder: join(folder, 'certificates') })
  const custom = await openCustomCertificates({
    ...{ folder: join(folder, 'certificates'), certificates, record },
    now: () => clock.now(),
  })
  const authority = await openAuthority({ folder: join(folder, 'vcenter-ca'), clock })
  const vcenter = createVCenter({
    network: faulty(lab.network, 'vcenter'),
    document,
    journal: stores.journal,
    record,
    clock,
    authority: {
      ...authority,
      signed: (pem, host) => authority.signed(pem, host) || custom.trusts(pem, host),
    },
    onUnexpected,
  })
  const { server, ports } = document().network
  const services = createSegmentServices({
    stores,
    images,
    certificates,
    capture,
    identify,
    faulty,
    rulesEngine: `http://${server}:${ports.rules}`,
    vcenter: `http://${server}:${ports.vcenter}`,
    loaderFolders: options.loaderFolders,
    caFolder: join(folder, 'ca'),
    tftpLaneWorker: options.tftpLaneWorker,
    record,
    clock,
  })
  const dhcp = createJoint(services.dhcp(lab))
  const tftp = createJoint(services.tftp(lab))
  const waiter = createJoint(await services.waiter(lab))
  const components = [
    dhcp,
    tftp,
    createRulesEngine({
      network: faulty(lab.network, 'rules'),
      port: ports.rules,
      document,
      journal: stores.journal,
      record,
      clock,
    }),
    waiter,
    vcenter,
  ]
  const syslog = await openSyslog({
    folder: join(folder, 'logs'),
    identify,
    journal: stores.journal,
    record,
    clock,
    onUnexpected,
  })
  unfinished.defer(() => syslog.close())
  const segmentOf = ({ network, plan }: ServedNetwork): Segment => ({
    network,
    document: documentOn(plan, document),
  })
  const serving = createServing({
    partsFor: (mode) => {
      const listens = { joint: dhcp, make: (on: ServedNetwork) => services.dhcp(segmentOf(on)) }
      if (mode === 'observe') return [listens]
      return [
        listens,
        { joint: tftp, make: (on) => services.tftp(segmentOf(on)) },
        { joint: waiter, make: (on) => services.waiter(segmentOf(on)) },
      ]
    },
    companion: {
      join: ({ network, plan }) => syslog.join({ network, ports: syslogPorts(plan) }),
    },
    record,
  })
  const waker = createWaker({
    ...{ document, journal: stores.journal, record, clock },
    segment: () => tapNetwork(demandOurs(dhcp, serving.segment()), capture),
    isListening: () => isUp('dhcp'),
  })
  const plugs = createPlugs({ components, record, clock })
  const isUp = (component: ComponentId) =>
    ['in', 'proving'].includes(plugs.state()[component] ?? 'out')
  const imagesApi = createImagesApi({
    store: images,
    documents,
    associated,
    // Debian puts iPXE there for its boot menu; nothing of that folder is served by its own name.
    loaderFolders: [...options.loaderFolders, '/boot'],
    exportsFolder: join(folder, 'exports'),
    clock,
  })
  const rulesApi = createRulesApi({
    document,
    edit: (edit) => documents.edit(edit),
    images: imagesApi,
    journal: stores.journal,
    record,
    isUp,
    vcenter,
    power: hosts,
    certificates: custom,
    clock,
  })

  const { journal } = stores
  const storms = await createStorms({ document, hosts, timings, journal, record, clock })
  const lessons = await createLessons({
    folder: options.lessonsFolder,
    own: { folder: join(folder, 'lessons'), onProblem: onUnexpected },
    commands: { plugs, faults, hosts, vcenter, documents, rules: rulesApi.rules },
    journal: stores.journal,
    document,
    record,
    clock,
  })

  const uploads = createUploads({ dir: join(folder, 'uploads') })
  const imports = createImports({
    store: images,
    uploads,
    addProfile: (imageProfile) => documents.edit({ kind: 'addImageProfile', imageProfile }),
    showRecording: options.showRecording,
    record,
    clock,
  })

  const state = (): LabState => ({
    version,
    platform: options.platform,
    level: serving.level(),
    document: document(),
    documentVersion: documents.version(),
    now: clock.now(),
    canUndo: documents.canUndo(),
    canRedo: documents.canRedo(),
    seq: stores.journal.last(),
    seat: { kind: 'operator' },
  })

  const classroom = createClassroom({
    router: () => onlookerRouter(api),
    screenFolder: options.screenFolder,
    record,
    clock,
  })
  const api: ApiDeps = {
    state,
    diagnostics: () => collectSources(stores, { folder, version, clock }),
    documents,
    journal: stores.journal,
    plugs,
    faults,
    capture,
    hosts,
    vcenter,
    lessons,
    storms,
    imports,
    network: createNetworkApi(serving, clock),
    waker,
    classroom,
    logs: syslog,
    images: imagesApi,
    rules: rulesApi.rules,
    powercli: rulesApi.powercli,
    onUnexpected,
  }

  /** A disk that is full keeps no socket open: every part is stopped, and then the first error is thrown. */
  const stop = () =>
    tryEach([
      () => over.abort(),
      () => classroom.close(),
      () => lessons.stop(),
      () => storms.close(),
      () => faults.close(),
      () => waker.stop(),
      () => rulesApi.close(),
      () => uploads.clear(),
      () => hosts.stop(),
      () => serving.stop(),
      () => plugs.stopAll(),
      () => syslog.close(),
      () => record({ type: 'lab.closed' }),
      () => stores.close(),
    ])

  // From here on `stop` closes them.
  unfinished.move()
  try {
    // What a killed run left behind.
    await uploads.clear()
    await removeRemains({ store: images, clock })
    await removeAsides(join(folder, 'exports'))
    const told = await lastTold(stores.journal)
    if (told !== undefined) await documents.tellMissed(told)
    await takeBackCutOff({ journal: stores.journal, documents })
    await record({ type: 'lab.opened', name: document().name, version: documents.version() })
    await plugs.startAll()
    await syslog.join({ network: lab.network, ports: syslogPorts(document().network) })
    if (options.served !== undefined) await serving.begin(options.served)
    await hosts.start()
    void rulesApi.ready().catch(onUnexpected)
    // They end by their signal.
    tellMoved({ folder, clock, record, signal: over.signal }).catch(() => undefined)
    tellSleeps({ clock, record, signal: over.signal }).catch(() => undefined)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    state,
    documents,
    images,
    journal: stores.journal,
    plugs,
    faults,
    hosts,
    vcenter,
    lessons,
    storms,
    classroom,
    rules: rulesApi.rules,
    imagesApi,
    router: createRouter(api),
    stop,
  }
}

export type App = Awaited<ReturnType<typeof createApp>>
