import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAr } from '../../src/main/images/archive/ar.ts'
import type { Archive } from '../../src/main/images/archive/archive.ts'
import { readIso } from '../../src/main/images/archive/iso.ts'
import { sourceOf } from '../../src/main/images/archive/source.ts'
import { openZip } from '../../src/main/images/archive/zip.ts'
import { readDescriptor } from '../../src/main/images/depot/descriptor.ts'
import { readMetadata } from '../../src/main/images/depot/metadata.ts'
import { parseXml } from '../../src/main/images/depot/xml.ts'
import { loaderKind } from '../../src/main/images/loaders.ts'
import { LabError } from '../../src/shared/base/index.ts'
import { parseBootConfig } from '../../src/shared/image/index.ts'
import { run, scratchFolder } from '../images/archive/tools.ts'
import { makeDepot, standard } from '../images/depot/make-depot.ts'
import { createRandom, mutate, type Random } from './random.ts'
import { createScales, type Fuzz } from './report.ts'

/** Reads an archive to its end. */
const drain = async (archive: Archive): Promise<void> => {
  for (const file of archive.files) {
    let size = 0
    for await (const piece of file.read()) size += piece.length
    if (size !== file.size) throw new Error(`${file.path} gave ${size} of ${file.size} bytes`)
  }
}

/** What reads bytes of strangers. */
const readers: Readonly<Record<string, (bytes: Buffer) => Promise<unknown>>> = {
  iso: async (bytes) => drain(await readIso(sourceOf(bytes))),
  zip: async (bytes) => drain(await openZip(bytes)),
  ar: async (bytes) => drain(await readAr(sourceOf(bytes))),
  depot: async (bytes) => readMetadata((await openZip(bytes)).files),
  xml: async (bytes) => readDescriptor(parseXml(bytes, 'd.xml').child('vib'), 'd.xml'),
  bootConfig: async (bytes) => parseBootConfig(bytes.toString('utf8')),
  loader: async (bytes) => loaderKind('x.efi', bytes),
}

/** One whole input for each reader, made with public tools. */
const makeSeeds = async (): Promise<ReadonlyMap<string, Buffer>> => {
  const scratch = await scratchFolder()
  try {
    await scratch.write({ 'in/A.TXT': 'a', 'in/SUB/B.TXT': 'b'.repeat(3000), 'in/SUB/C.TXT': '' })
    run('genisoimage', ['-quiet', '-no-pad', '-o', 'seed.iso', 'in'], scratch.dir)
    run('zip', ['-q', '-r', 'seed.zip', 'in'], scratch.dir)
    run('ar', ['rc', 'seed.ar', 'in/A.TXT', 'in/SUB/B.TXT'], scratch.dir)
    const depot = await makeDepot(scratch, [standard])
    const at = (name: string) => readFileSync(join(scratch.dir, name))
    return new Map([
      ['iso', at('seed.iso')],
      ['zip', at('seed.zip')],
      ['ar', at('seed.ar')],
      ['depot', readFileSync(depot)],
      ['xml', at('vib-net-e1000e/descriptor.xml')],
      ['bootConfig', Buffer.from('prefix=\ntimeout=5\nkernel=/b.b00\nmodules=/a x=1 --- /b\n')],
      ['loader', Buffer.from(`MZ${'\0'.repeat(58)}\x40\0\0\0PE\0\0\x64\x86`, 'latin1')],
    ])
  } finally {
    await scratch.remove()
  }
}

/** An ISO's structure begins at its sector 16; in front of it nothing is read. */
const shaken = (kind: string, seed: Buffer, other: Buffer, random: Random): Buffer => {
  const bytes = Buffer.from(seed)
  const first = kind === 'iso' ? 16 * 2048 : 0
  for (let count = random.below(6); count > 0; count--) {
    const at = first + random.below(bytes.length - first)
    bytes[at] = random.below(256)
  }
  // Bytes put in or taken out move all that follows: small inputs and now and then a large one.
  const moves = bytes.length < 20_000 || random.below(20) === 0
  return moves ? Buffer.from(mutate(bytes, other, random)) : bytes
}

/** CPU time of one input, in ms: a machine that was busy or asleep is no fault of a reader. */
const mostTime = 5000

/** Broken archives, descriptors and boot.cfg files: each is read or refused by code, in short time. */
export const fuzzImages: Fuzz = async (packets, seed) => {
  const random = createRandom(seed)
  const seeds = await makeSeeds()
  const scales = createScales(packets)
  const counts = { replies: 0, bad: 0 }
  const kinds = [...seeds.keys()]
  for (let count = 0; count < packets; count += 1) {
    scales.at(count)
    const kind = random.pick(kinds)
    const whole = seeds.get(kind) ?? Buffer.alloc(0)
    const bytes = shaken(kind, whole, seeds.get(random.pick(kinds)) ?? whole, random)
    const begun = process.cpuUsage()
    try {
      await readers[kind]?.(bytes)
      counts.replies += 1
    } catch (error) {
      if (!(error instanceof LabError))
        throw new Error(
          `${kind}, seed ${String(seed)}, input ${String(count)}: ${bytes.toString('base64')}`,
          { cause: error },
        )
      counts.bad += 1
    }
    const { user, system } = process.cpuUsage(begun)
    if ((user + system) / 1000 > mostTime)
      throw new Error(`${kind}, seed ${String(seed)}, input ${String(count)} took too long`)
  }
  return { packets, ...counts, grownMiB: scales.grown() }
}
