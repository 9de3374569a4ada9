import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import { createLabNetwork } from '../../src/main/net/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { createVCenter, openAuthority } from '../../src/main/vcenter/index.ts'
import { LabError } from '../../src/shared/base/index.ts'
import { labDocument, type LabDocument } from '../../src/shared/document/schema.ts'
import type { Fact, FactOf, FactType } from '../../src/shared/facts/index.ts'

export const document = (server: string): LabDocument =>
  labDocument.parse({
    headwaiter: 1,
    name: 'test',
    speed: 50,
    network: {
      subnet: `${server}/16`,
      server,
      pool: { first: server, last: server },
      ports: { dhcp: 0, dhcpClient: 0, tftp: 0, waiter: 0, rules: 0, vcenter: 0 },
    },
    clusters: [{ name: 'Cluster A', hostProfile: 'HP-A' }, { name: 'Cluster B' }],
    hostProfiles: [
      { name: 'HP-A', systemImageCache: 'statelessCaching' },
      { name: 'HP-B', systemImageCache: 'none' },
    ],
    rules: {},
    racks: [],
    hosts: [],
    virtualMachines: [
      { name: 'vm-1', cluster: 'Cluster A' },
      { name: 'vm-2', cluster: 'Cluster A' },
    ],
  })

/** A vCenter on real loopback sockets with a journal in memory. */
export const startLab = async (server: string) => {
  const clock = createSystemClock()
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-vcenter-'))
  const stores = createMemoryStores({ clock })
  let current = document(server)
  let refused = 0
  let refusal: Error | undefined
  const unexpected: unknown[] = []
  const parts = {
    network: createLabNetwork({ address: server }),
    document: () => current,
    journal: stores.journal,
    record: (...facts: readonly Fact[]) => {
      if (refusal === undefined) return stores.journal.append({ facts })
      refused += 1
      return Promise.reject(refusal)
    },
    clock,
    authority: await openAuthority({ folder, clock }),
    onUnexpected: (error: unknown) => void unexpected.push(error),
  }
  const vcenter = createVCenter(parts)
  const facts = async () =>
    (await stores.journal.read({ after: 0, limit: 10_000 })).map(({ fact }) => fact)
  return {
    vcenter,
    authority: parts.authority,
    /** Removes what the lab has on disk. */
    remove: () => rm(folder, { recursive: true, force: true }),
    facts,
    /** What other rooms write about hosts. */
    record: parts.record,
    /** From now on the journal takes nothing, or takes facts again. */
    fill: (full: boolean) => {
      refusal = full ? new LabError('journal.write-failed', 'The disk is full.') : undefined
    },
    /** From now on each fact meets a defect. */
    spoil: (defect: Error) => {
      refusal = defect
    },
    /** Errors nobody raised on purpose. */
    unexpected,
    /** How many facts, or groups of them, it did not take. */
    refused: () => refused,
    /** Another vCenter over the same journal, as after a restart of the program. */
    restarted: () => createVCenter(parts),
    change: (edit: (document: LabDocument) => LabDocument) => {
      current = edit(current)
    },
    all: async <T extends FactType>(type: T) =>
      (await facts()).filter((fact): fact is FactOf<T> => fact.type === type),
    /** Resolves with the first fact of the type from now on that fits. */
    next: <T extends FactType>(type: T): Promise<FactOf<T>> =>
      new Promise((resolve) => {
        const stop = stores.journal.subscribe((batch) => {
          const found = batch
            .map(({ fact }) => fact)
            .find((fact): fact is FactOf<T> => fact.type === type)
          if (found === undefined) return
          stop()
          resolve(found)
        })
      }),
    connect: (port: number, host: string, body: unknown) =>
      fetch(`http://${server}:${port}/api/autodeploy/hosts/${host}/connect`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify(body),
      }),
  }
}
export type Lab = Awaited<ReturnType<typeof startLab>>
