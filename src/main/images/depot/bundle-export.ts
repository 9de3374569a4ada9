import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { buffer } from 'node:stream/consumers'
import { XMLBuilder } from 'fast-xml-parser'
import yazl from 'yazl'
import { LabError } from '../../../shared/base/index.ts'
import {
  acceptanceNames,
  type Constraint,
  type Software,
  type SoftwarePackage,
} from '../../../shared/image/index.ts'
import { isThere } from '../../files.ts'
import { asideOf } from '../aside.ts'
import type { ImageStore } from '../store.ts'
import { owned } from '../lend.ts'
import { notWritten } from '../not-written.ts'

/**
 * Writes an image's packages as an offline bundle, each package as it came. `importBundle` reads it
 * back. Thinner than VMware's own, as Image Builder's exports are. The file appears whole or not at
 * all. `LabError` `image.exists`, `image.not-written`, and those of the store.
 */
export const exportBundle = async ({
  store,
  software,
  file,
  signal,
}: {
  readonly store: ImageStore
  readonly software: Software
  readonly file: string
  readonly signal?: AbortSignal | undefined
}): Promise<void> => {
  await demandFree(file)
  const bundle = new yazl.ZipFile()
  const options = { compress: false }
  bundle.addBuffer(Buffer.from(xml(index(software))), 'index.xml')
  bundle.addBuffer(Buffer.from(xml(vendorIndex)), 'vendor-index.xml')
  bundle.addBuffer(await metadata(software), 'metadata.zip', options)
  for (const one of software.packages) {
    const { sha256, size } = one.file
    if (!(await store.has(sha256))) {
      throw new LabError('image.blob-missing', `${one.id} is not in the store.`, { sha256 })
    }
    bundle.addReadStreamLazy(pathOf(one), { ...options, size }, (done) => {
      done(null, Readable.from(bytesOf(store, sha256)))
    })
  }
  const failed = new Promise<never>((_, reject) => bundle.once('error', reject))
  bundle.end()
  const aside = asideOf(file)
  try {
    const write = pipeline(bundle.outputStream, createWriteStream(aside, { flush: true }), {
      signal,
    })
    await Promise.race([write, failed])
    await rename(aside, file)
  } catch (error) {
    // What went wrong before is what counts.
    await rm(aside, { force: true }).catch(() => undefined)
    throw notWritten(file, error)
  }
}

const demandFree = async (file: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
    throw notWritten(file, error)
  })
  if (await isThere(file))
    throw new LabError('image.exists', `${file} is there already.`, { path: file })
}

async function* bytesOf(store: ImageStore, sha256: string) {
  const blob = await store.open(sha256)
  try {
    yield* owned(blob.pieces())
  } finally {
    await blob.close()
  }
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  format: true,
})
const xml = (value: object): string => builder.build(value)

const pathOf = ({ name, id }: SoftwarePackage): string => `vib20/${name}/${id}.vib`

const index = ({ vendor }: Software) => ({
  vendorList: {
    vendor: {
      name: vendor,
      code: 'headwaiter',
      indexfile: 'vendor-index.xml',
      patchUrl: '',
      relativePath: '',
      content: { name: 'VMware ESX', type: 'http://www.vmware.com/depotmanagement/esx' },
    },
  },
})

const vendorIndex = {
  metaList: {
    metadata: {
      productId: 'embeddedEsx',
      version: '*',
      locale: '',
      url: 'metadata.zip',
      channelName: 'default',
    },
  },
}

const metadata = async (software: Software): Promise<Buffer> => {
  const zip = new yazl.ZipFile()
  zip.addBuffer(Buffer.from(xml({ metadataResponse: { version: '3.0' } })), 'vmware.xml')
  zip.addBuffer(Buffer.from(xml(vendorIndex)), 'vendor-index.xml')
  zip.addBuffer(Buffer.from(xml(profile(software))), `profiles/${fileName(software.name)}.xml`)
  for (const one of software.packages) {
    zip.addBuffer(Buffer.from(xml(vib(one))), `vibs/${fileName(one.id)}.xml`)
  }
  zip.end()
  return buffer(zip.outputStream)
}

const fileName = (name: string): string => name.replaceAll(/[^\w.-]/g, '_')

const profile = ({ name, vendor, acceptanceLevel, packages, bootNames }: Software) => ({
  imageprofile: {
    name,
    creator: vendor,
    acceptancelevel: acceptanceNames[acceptanceLevel],
    viblist: {
      vib: packages.map((one) => ({
        'vib-id': one.id,
        payloads: {
          payload: one.payloads.map((payload) => ({
            '@payload-name': payload.name,
            '#text': bootNames[`${one.name}/${payload.name}`] ?? '',
          })),
        },
      })),
    },
  },
})

const vib = (one: SoftwarePackage) => ({
  vib: {
    '@version': '5.0',
    type: one.type,
    name: one.name,
    version: one.version,
    vendor: one.vendor,
    summary: one.summary,
    'release-date': one.released,
    relationships: {
      depends: { constraint: one.depends.map(relation) },
      conflicts: { constraint: one.conflicts.map(relation) },
      replaces: { constraint: one.replaces.map(relation) },
      provides: { provide: one.provides.map(relation) },
    },
    'acceptance-level': one.acceptanceLevel,
    'stateless-ready': String(one.statelessReady),
    'relative-path': pathOf(one),
    'packed-size': one.file.size,
    checksum: { '@checksum-type': 'sha-256', '#text': one.file.sha256 },
    payloads: {
      payload: one.payloads.map(({ name, type, size, sha256 }) => ({
        '@name': name,
        '@type': type,
        '@size': size,
        checksum: { '@checksum-type': 'sha-256', '#text': sha256 },
      })),
    },
  },
})

const relation = ({ name, relation: sign, version }: Constraint) => ({
  '@name': name,
  ...(sign === undefined ? {} : { '@relation': sign }),
  ...(version === undefined ? {} : { '@version': version }),
})
