import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { LabError } from '../../../shared/base/index.ts'
import type { Payload, SoftwarePackage } from '../../../shared/image/index.ts'
import { openAr } from '../archive/ar.ts'
import { finderIn, type ArchiveFile } from '../archive/archive.ts'
import { readSmall } from '../archive/zip.ts'
import { owned } from '../lend.ts'
import type { Blob, ImageStore } from '../store.ts'
import { readDescriptor, type PromisedPayload } from './descriptor.ts'
import { parseXml } from './xml.ts'

const largestDescriptor = 16 * 1024 * 1024
/** What a payload may unpack to, as a multiple of its size; below the second number it may do so freely. */
const unpacking = { ratio: 200, freely: 256 * 1024 * 1024 }

/**
 * Takes a stored VIB apart: checks every payload against the descriptor inside and stores it. `LabError`
 * `image.checksum-mismatch`, `image.ar-invalid`, `image.depot-invalid` or `image.zip-bomb`.
 */
export const unpackVib = async (
  store: ImageStore,
  vib: Blob,
  name: string,
  signal?: AbortSignal,
): Promise<SoftwarePackage> => {
  const archive = await openAr(store.path(vib.sha256))
  try {
    const find = finderIn(archive.files)
    const member = find('descriptor.xml')
    if (member === undefined) {
      throw new LabError('image.depot-invalid', `${name} has no descriptor.`, { file: name })
    }
    const xml = parseXml(await readSmall(member, largestDescriptor), `${name}: descriptor.xml`)
    const { payloads, ...descriptor } = readDescriptor(xml.child('vib'), name)
    const stored: Payload[] = []
    for (const promised of payloads) {
      stored.push(await storePayload(store, promised, find(promised.name), name, signal))
    }
    return { ...descriptor, payloads: stored, file: vib }
  } finally {
    await archive.close()
  }
}

const storePayload = async (
  store: ImageStore,
  promised: PromisedPayload,
  member: ArchiveFile | undefined,
  vib: string,
  signal: AbortSignal | undefined,
): Promise<Payload> => {
  const place = `${vib}: ${promised.name}`
  if (member === undefined) {
    throw new LabError('image.depot-invalid', `${vib} has no payload ${promised.name}.`, {
      file: vib,
    })
  }
  if (promised.size !== undefined && promised.size !== member.size) {
    throw mismatch(place, `${promised.size} bytes`, `${member.size} bytes`)
  }
  await checkDigests(promised, member, place)
  const blob = await store.add(member.read(), signal)
  return { name: promised.name, type: promised.type, ...blob }
}

const checkDigests = async (
  { checksums }: PromisedPayload,
  member: ArchiveFile,
  place: string,
): Promise<void> => {
  for (const { algorithm, of, digest } of checksums) {
    const bytes = of === 'payload' ? member.read() : unpacked(member, place)
    const hash = createHash(algorithm)
    for await (const piece of bytes) hash.update(piece)
    const found = hash.digest('hex')
    if (found !== digest) throw mismatch(place, digest, found)
  }
}

async function* unpacked(member: ArchiveFile, place: string): AsyncGenerator<Buffer> {
  const most = Math.max(unpacking.freely, member.size * unpacking.ratio)
  let size = 0
  const gunzip = createGunzip()
  const source = Readable.from(owned(member.read()))
  source.on('error', (error) => gunzip.destroy(error))
  try {
    for await (const piece of source.pipe(gunzip) as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > most)
        throw new LabError('image.zip-bomb', `${place} unpacks without end.`, { size })
      yield piece
    }
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('image.checksum-mismatch', `${place} cannot be unpacked.`, {}, error)
  } finally {
    source.destroy()
  }
}

const mismatch = (place: string, expected: string, found: string): LabError =>
  new LabError(
    'image.checksum-mismatch',
    `${place} is ${found}; its description says ${expected}.`,
    {
      file: place,
      expected,
      found,
    },
  )
