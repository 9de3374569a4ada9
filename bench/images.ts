/**
 * Images: import of an installer's ISO beside `sha256sum` of the same file, comparison of two image
 * profiles, and a check of the whole store.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createCipheriv, type Cipheriv } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createImageStore,
  importIso,
  verifyStore,
  type ImageStore,
} from '../src/main/images/index.ts'
import { compareSoftware, type Software, type SoftwarePackage } from '../src/shared/image/index.ts'
import { median, type Row } from './row.ts'

const MiB = 1024 * 1024
const gigabytes = (bytes: number): number => bytes / 1e9
/** Three files, one of them larger than 2 GiB: 4 GiB in all. */
const sizes = { 'A.V00': 2560, 'B.V00': 1024, 'C.V00': 512 }

const timed = async <T>(work: () => T | Promise<T>): Promise<{ seconds: number; value: T }> => {
  const begun = performance.now()
  const value = await work()
  return { seconds: (performance.now() - begun) / 1000, value }
}

const writeNoise = async (path: string, mebibytes: number): Promise<void> => {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, path), Buffer.alloc(16))
  const zeros = Buffer.alloc(8 * MiB)
  const file = await open(path, 'w')
  for (let at = 0; at < mebibytes; at += 8) await file.write(cipher.update(zeros))
  await file.close()
}

const makeIso = async (folder: string): Promise<string> => {
  const medium = join(folder, 'medium')
  await mkdir(medium)
  const modules = Object.keys(sizes).map((name) => `/${name.toLowerCase()}`)
  await writeFile(join(medium, 'BOOT.CFG'), `kernel=/b.b00\nmodules=${modules.join(' --- ')}\n`)
  await writeFile(join(medium, 'B.B00'), 'kernel')
  for (const [name, size] of Object.entries(sizes)) await writeNoise(join(medium, name), size)
  const iso = join(folder, 'test.iso')
  execFileSync('/usr/bin/genisoimage', ['-quiet', '-allow-limited-size', '-o', iso, medium])
  await rm(medium, { recursive: true })
  return iso
}

/** What a store is checked with. */
const checkedBytes = 10e9

/** Adds blobs of 1 GiB and less until so many bytes more are there; says how many. */
const fill = async (store: ImageStore, bytes: number): Promise<number> => {
  for (let left = bytes, name = 0; left > 0; left -= 1024 * MiB, name++) {
    const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, `fill ${name}`), Buffer.alloc(16))
    await store.add(noise(cipher, Math.min(left, 1024 * MiB)))
  }
  return bytes
}

function* pieces(bytes: number): Generator<number> {
  for (let left = bytes; left > 0; left -= 8 * MiB) yield Math.min(left, 8 * MiB)
}

async function* noise(cipher: Cipheriv, bytes: number): AsyncGenerator<Buffer> {
  const zeros = Buffer.alloc(8 * MiB)
  for (const size of pieces(bytes)) yield cipher.update(zeros.subarray(0, size))
}

const peerRate = async (file: string, bytes: number): Promise<number> => {
  const { seconds } = await timed(() =>
    spawnSync('/usr/bin/sha256sum', [file], { stdio: 'ignore' }),
  )
  return gigabytes(bytes) / seconds
}

const importRows = async (folder: string): Promise<readonly Row[]> => {
  const iso = await makeIso(folder)
  const bytes = Object.values(sizes).reduce((sum, size) => sum + size * MiB, 0)
  const rates: number[] = []
  const peers: number[] = []
  let peak = 0
  for (let round = 0; round < 3; round++) {
    const before = await peerRate(iso, bytes)
    const dir = join(folder, 'store')
    const sampler = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss())
    }, 20)
    const own = await timed(() => importIso({ store: createImageStore({ dir }), file: iso }))
    clearInterval(sampler)
    rates.push(gigabytes(bytes) / own.seconds)
    // The first to read the file may wait for the disk: the peer's better run counts.
    peers.push(Math.max(before, await peerRate(iso, bytes)))
    if (round < 2) await rm(dir, { recursive: true })
  }
  const [value, peerValue] = [median(rates), median(peers)]
  await rm(iso)
  const dir = join(folder, 'store')
  const held = await fill(createImageStore({ dir }), checkedBytes - bytes)
  const check = await timed(() => verifyStore({ store: createImageStore({ dir }) }))
  const checkRate = gigabytes(bytes + held) / check.seconds
  const peer = 'sha256sum'
  return [
    { name: 'ISO import, 4 GiB', value, unit: 'GB/s', peer, peerValue, ratio: value / peerValue },
    { name: 'ISO import, 4 GiB: peak memory', value: peak / MiB, unit: 'MiB' },
    {
      name: 'store check, 10 GB',
      value: checkRate,
      unit: 'GB/s',
      peer,
      peerValue,
      ratio: checkRate / peerValue,
    },
  ]
}

const packages = (count: number, release: number): SoftwarePackage[] =>
  Array.from({ length: count }, (_, index) => {
    const name = `package-${index}`
    const version = `1.${index}-${index % 3 === 0 ? release : 1}`
    const sha256 = index.toString(16).padStart(64, '0')
    return {
      id: `ACME_bootbank_${name}_${version}`,
      ...{ name, version, vendor: 'ACME', type: 'bootbank', summary: '', released: '' },
      acceptanceLevel: 'accepted',
      statelessReady: true,
      depends: [],
      conflicts: [],
      replaces: [],
      provides: [],
      payloads: [],
      file: { sha256, size: 1 },
    }
  })

const compareRow = async (): Promise<Row> => {
  const image = (release: number): Software => ({
    name: 'Image',
    vendor: 'ACME',
    acceptanceLevel: 'community',
    packages: packages(300, release),
    bootNames: {},
  })
  const [first, second] = [image(1), image(2)]
  const rounds = 200
  const { seconds } = await timed(() => {
    for (let round = 0; round < rounds; round++) compareSoftware(first, second)
  })
  return {
    name: 'compare two images of 300 packages',
    value: (seconds * 1000) / rounds,
    unit: 'ms',
  }
}

export const run = async (): Promise<readonly Row[]> => {
  const compared = await compareRow()
  if (!existsSync('/usr/bin/genisoimage') || !existsSync('/usr/bin/sha256sum')) {
    process.stderr.write('Import figures need genisoimage and sha256sum; skipped.\n')
    return [compared]
  }
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  try {
    return [...(await importRows(folder)), compared]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
