import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../src/shared/base/index.ts'
import { labDocument, type LabDocument } from '../../src/shared/document/schema.ts'
import {
  fact as factSchema,
  type Fact,
  type FactOf,
  type FactType,
} from '../../src/shared/facts/index.ts'
import { createLabNetwork } from '../../src/main/net/index.ts'
import {
  bytesFile,
  createTftp,
  type BootFiles,
  type TftpSettings,
} from '../../src/main/tftp/index.ts'

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal })
  },
}

const documentAt = (server: string, tftp: LabDocument['network']['tftp']): LabDocument =>
  labDocument.parse({
    headwaiter: 1,
    name: 'Test',
    network: {
      subnet: '127.0.0.0/8',
      server,
      pool: { first: '127.66.0.100', last: '127.66.0.199' },
      ports: { dhcp: 0, dhcpClient: 0, tftp: 0, waiter: 0, rules: 0, vcenter: 0 },
      ...(tftp === undefined ? {} : { tftp }),
    },
    clusters: [],
    rules: {},
    racks: [],
    hosts: [],
  })

/** Waits for something that only looking can tell; 5 s at most. */
export const until = async (holds: () => boolean): Promise<void> => {
  for (let turns = 0; turns < 5000; turns += 1) {
    if (holds()) return
    await sleep(1)
  }
  throw new Error('It did not come about within 5 s.')
}

export type Lane = 'native' | 'portable'
/** The lanes of this machine. */
export const lanes: readonly Lane[] =
  process.platform === 'linux' ? ['native', 'portable'] : ['portable']

/** A TFTP server on a loopback address of its own, and the facts it makes. */
export const openWorld = async ({
  address,
  files,
  lane = 'portable',
  tftp: settings,
  ...more
}: {
  readonly address: string
  readonly files: BootFiles
  readonly lane?: Lane
  readonly tftp?: LabDocument['network']['tftp']
} & Partial<TftpSettings>) => {
  const facts: Fact[] = []
  const waiting = new Set<() => void>()
  const tftp = createTftp({
    network: createLabNetwork({ address }),
    document: () => documentAt(address, settings),
    identify: { byMac: () => 'esx-01', byAddress: () => undefined },
    files,
    record: async (...made) => {
      for (const each of made) factSchema.parse(each)
      facts.push(...made)
      for (const look of waiting) look()
      return made.map((fact, index) => ({ seq: facts.length + index, at: Date.now(), fact }))
    },
    clock: realClock,
    ...(lane === 'portable' ? { laneWorker: undefined } : {}),
    ...more,
  })
  const on = await tftp.start()
  if (lane === 'native') await until(() => tftp.isNative())
  return {
    tftp,
    document: () => documentAt(address, settings),
    facts,
    host: address,
    port: Number(on.split(':')[1]),
    /** Resolves with the first fact of that type, now or later. */
    fact: <T extends FactType>(type: T): Promise<FactOf<T>> =>
      new Promise((resolve) => {
        const look = () => {
          const found = facts.find((fact): fact is FactOf<T> => fact.type === type)
          if (found === undefined) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    /** Facts of that type so far. */
    all: <T extends FactType>(type: T) =>
      facts.filter((fact): fact is FactOf<T> => fact.type === type),
    [Symbol.asyncDispose]: () => tftp.stop(),
  }
}

/** A boot store of bytes by name. */
export const filesOf = (contents: Readonly<Record<string, Uint8Array>>): BootFiles => ({
  open: async (name) => {
    const bytes = contents[name]
    return bytes === undefined ? undefined : bytesFile(bytes)
  },
})

/** Bytes with no pattern a wrong offset could hide in. */
export const patternedBytes = (size: number, seed = 1): Uint8Array => {
  const bytes = new Uint8Array(size)
  let word = seed
  for (let at = 0; at < size; at += 1) {
    word = (Math.imul(word, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = word >>> 24
  }
  return bytes
}
