import type { Clock } from '../shared/base/index.ts'
import { waiterUrl, type LabDocument } from '../shared/document/index.ts'
import { tftpTramp } from '../shared/image/index.ts'
import type { Capture } from './capture/index.ts'
import type { Component } from './component.ts'
import { createDhcp } from './dhcp/index.ts'
import type { Identify } from './hosts/identify.ts'
import { createLoaderList, type ImageStore } from './images/index.ts'
import type { LabStores } from './journal/index.ts'
import { standOn, type Network } from './net/index.ts'
import type { Record } from './record.ts'
import { createBootFiles, createTftp } from './tftp/index.ts'
import { createWaiter, openLabCa, type Certificates } from './waiter/index.ts'

/** One network that hosts boot on, and the document as it holds there. */
export type Segment = {
  readonly network: Network
  readonly document: () => LabDocument
}

export type SegmentServicesOptions = {
  readonly stores: LabStores
  readonly images: ImageStore
  readonly certificates: Certificates
  readonly capture: Capture
  readonly identify: Identify
  /** The network as a component uses it: what passes is captured, and what faults ask for happens to it. */
  readonly faulty: (network: Network, component: 'dhcp' | 'tftp' | 'waiter') => Network
  /** URLs of what every segment's waiter asks. */
  readonly rulesEngine: string
  readonly vcenter: string
  /** Folders with network boot loaders, in order of preference. */
  readonly loaderFolders: readonly string[]
  /** Where the lab's own CA is kept. */
  readonly caFolder: string
  /** The script of the thread that carries TFTP transfers, where it is not beside its sources. */
  readonly tftpLaneWorker?: URL | undefined
  readonly record: Record
  readonly clock: Clock
}

/** Makes, for one segment, a service that hosts boot from. On a real interface it stops when that changes. */
export type SegmentServices = {
  readonly dhcp: (segment: Segment) => Component
  readonly tftp: (segment: Segment) => Component
  readonly waiter: (segment: Segment) => Promise<Component>
}

/** What real and simulated hosts talk to, on whichever network they are. */
export const createSegmentServices = (options: SegmentServicesOptions): SegmentServices => {
  const { stores, capture, identify, faulty, loaderFolders, record, clock } = options
  const listLoaders = createLoaderList(loaderFolders)

  /** TFTP serves them, and the waiter to firmware that boots by HTTP. */
  const bootFiles = (on: () => LabDocument) =>
    createBootFiles({
      loaderDirs: loaderFolders,
      tramp: () => tftpTramp({ waiterUrl: waiterUrl(on().network) }),
    })

  const tlsOf = async ({ document }: Segment) => {
    const port = document().network.ports.waiterTls
    if (port === undefined) return undefined
    const ca = await openLabCa({ folder: options.caFolder, clock })
    const { certificateFile: file, replaced } = ca
    if (replaced !== undefined)
      await record({ type: 'waiter.authorityReplaced', component: 'waiter', file, replaced })
    return { ca, port }
  }

  return {
    dhcp: (segment) =>
      standOn(
        segment.network,
        createDhcp({
          ...segment,
          network: faulty(segment.network, 'dhcp'),
          identify,
          leases: stores.leases,
          commit: (entry) => stores.journal.append(entry),
          clock,
          changes: (changed) =>
            stores.journal.subscribe((facts) => {
              if (facts.some(({ fact }) => fact.type === 'document.changed')) changed()
            }),
        }),
        record,
      ),
    tftp: (segment) =>
      standOn(
        segment.network,
        createTftp({
          ...segment,
          network: faulty(segment.network, 'tftp'),
          laneCapture: capture.laneMemory,
          ...(options.tftpLaneWorker && { laneWorker: options.tftpLaneWorker }),
          identify,
          files: bootFiles(segment.document),
          record,
          clock,
        }),
        record,
      ),
    waiter: async (segment) =>
      standOn(
        segment.network,
        createWaiter({
          ...segment,
          network: faulty(segment.network, 'waiter'),
          identify,
          images: options.images,
          certificates: options.certificates,
          loaders: {
            files: bootFiles(segment.document),
            names: async () => (await listLoaders()).map(({ name }) => name),
          },
          tls: await tlsOf(segment),
          record,
          clock,
          rulesEngine: options.rulesEngine,
          vcenter: options.vcenter,
        }),
        record,
      ),
  }
}
