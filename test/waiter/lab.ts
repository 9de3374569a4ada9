import { createServer, type Server } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { ProxyServer } from '../../src/shared/document/index.ts'
import { labDocument, type ImageProfile } from '../../src/shared/document/schema.ts'
import {
  fact as factSchema,
  type Fact,
  type FactOf,
  type FactType,
  type Recorded,
} from '../../src/shared/facts/index.ts'
import type { DecideReply } from '../../src/shared/protocol/index.ts'
import { createImageStore, type ImageStore } from '../../src/main/images/index.ts'
import { createLabNetwork } from '../../src/main/net/lab-network.ts'
import { createCertificates, createWaiter } from '../../src/main/waiter/index.ts'
import type { WaiterDeps } from '../../src/main/waiter/deps.ts'

/** A JSON server of the test's own in the place of a neighbour; what it was asked is kept. */
export const startNeighbour = async (address: string, answer: (body: unknown) => unknown) => {
  const asked: { path: string; body: unknown }[] = []
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
      asked.push({ path: request.url ?? '', body })
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answer(body)))
    })
  })
  server.listen(0, address)
  await once(server, 'listening')
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no port')
  const stop = async () => {
    server.closeAllConnections()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  return { url: `http://${address}:${bound.port}`, asked, stop }
}

/** Sends bytes on a connection of their own and reads what comes back until the server closes it. */
export const rawRequest = async (url: string, bytes: string): Promise<string> => {
  const { port, hostname } = new URL(url)
  const client = connect(Number(port), hostname).setEncoding('latin1')
  client.write(bytes)
  let text = ''
  try {
    for await (const chunk of client) text += String(chunk)
  } catch {
    // A reset instead of an end: what came before it is the answer.
  }
  return text
}

/** A store in a folder that the test removes. */
export const temporaryStore = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'headwaiter-test-'))
  const store = createImageStore({ dir })
  return { dir, store, remove: () => rm(dir, { recursive: true, force: true }) }
}

/** An image of a loader, a kernel and two modules, of the sizes given. */
export const smallImage = async (store: ImageStore): Promise<ImageProfile> => {
  const file = async (name: string, count: number) => ({
    name,
    options: '',
    ...(await store.add(Buffer.alloc(count, name))),
  })
  return {
    name: 'Small-1.0',
    kind: 'esxi',
    version: '',
    vendor: '',
    loader: await file('mboot.c32', 1000),
    kernel: await file('kernel.b00', 300_000),
    kernelOptions: 'quiet',
    modules: [await file('one.v00', 600_000), { ...(await file('two.gz', 0)), options: 'a=1 b=2' }],
  }
}

export const macOf = (last: number) => `52:54:00:00:00:${last.toString(16).padStart(2, '0')}`

/** A waiter on its own loopback network, with neighbours of the test's own and its facts at hand. */
export const startLab = async ({
  subnet,
  imageProfiles,
  proxies = [],
  decide,
  images,
  ...more
}: {
  /** The first two octets: `127.81`. */
  subnet: string
  images: ImageStore
  imageProfiles: ImageProfile[]
  proxies?: ProxyServer[]
  decide?: (body: unknown) => DecideReply
} & Partial<WaiterDeps>) => {
  const address = `${subnet}.0.1`
  const facts: Fact[] = []
  const rules = await startNeighbour(
    address,
    decide ??
      (() => ({
        kind: 'decided',
        from: 'rules',
        rules: { imageProfile: 'all' },
        association: { imageProfile: imageProfiles[0]?.name, cluster: 'Rack A' },
      })),
  )
  const vcenter = await startNeighbour(address, () => ({ connected: true, message: 'in' }))
  const document = labDocument.parse({
    headwaiter: 1,
    name: 'Test',
    network: {
      subnet: `${subnet}.0.0/16`,
      server: address,
      pool: { first: `${subnet}.0.100`, last: `${subnet}.0.199` },
      ports: { dhcp: 0, dhcpClient: 0, tftp: 0, waiter: 0, rules: 0, vcenter: 0 },
    },
    clusters: [{ name: 'Rack A' }],
    imageProfiles,
    proxies,
    rules: {},
    racks: [],
    hosts: [],
  })
  const record = async (...added: readonly Fact[]): Promise<readonly Recorded[]> => {
    // A fact that is none would stay in a journal that no screen can follow.
    for (const each of added) factSchema.parse(each)
    facts.push(...added)
    return added.map((fact, index) => ({ seq: facts.length + index, at: 0, fact }))
  }
  const certificatesFolder = await mkdtemp(join(tmpdir(), 'headwaiter-waiter-'))
  const waiter = createWaiter({
    network: createLabNetwork({ address }),
    document: () => document,
    identify: {
      byMac: (mac) => `host-${mac.replaceAll(':', '')}`,
      // What speaks to a loopback address without choosing its own comes from 127.0.0.1.
      byAddress: (from) =>
        from === '127.0.0.1' ? `host-${macOf(1).replaceAll(':', '')}` : undefined,
    },
    images,
    certificates: createCertificates({ folder: join(certificatesFolder, 'certificates') }),
    record,
    clock: { now: () => performance.now(), sleep: () => Promise.resolve() },
    rulesEngine: rules.url,
    vcenter: vcenter.url,
    ...more,
  })
  const on = (await waiter.start()).split(', ')
  const stop = async () => {
    await Promise.all([waiter.stop(), rules.stop(), vcenter.stop()])
    await rm(certificatesFolder, { recursive: true, force: true })
  }
  const factsOf = <T extends FactType>(type: T) =>
    facts.filter((fact): fact is FactOf<T> => fact.type === type)
  return { waiter, on, url: `http://${on[0]}`, address, facts, factsOf, rules, vcenter, stop }
}
