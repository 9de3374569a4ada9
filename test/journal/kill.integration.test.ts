import { spawn, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openStores } from '../../src/main/journal/index.ts'
import { demoLab, readLabFile } from '../../src/main/open-lab.ts'
import type { Contract, DocumentEdit } from '../../src/shared/contract/index.ts'
import { rebase, type LabDocument } from '../../src/shared/document/index.ts'
import { applyEdit } from '../../src/shared/edits/index.ts'
import type { FactOf, Recorded } from '../../src/shared/facts/index.ts'
import { emptyLab, foldLab } from '../../src/shared/lab/index.ts'
import { fixedClock } from './conformance.ts'

/** More of them with `APP_KILLS=200`. */
const kills = Number(process.env['APP_KILLS'] ?? 3)
const headless = fileURLToPath(new URL('headless.ts', import.meta.url))

type Client = ContractRouterClient<Contract>
type Lab = { readonly child: ChildProcess; readonly client: Client; readonly socket: WebSocket }

/** The demo lab, faster than life, whose hosts get what the pool has for them. */
const lab = async (): Promise<LabDocument> => {
  const document = rebase(await readLabFile(demoLab), '127.141.0.0/16')
  const hosts = document.hosts.map((host) => ({ ...host, address: undefined }))
  const defined = document.rules.defined.map((rule) => ({ ...rule, patterns: [] }))
  return { ...document, speed: 50, hosts, rules: { ...document.rules, defined } }
}

const firstLine = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error('The child has no output.')
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error('The app ended before it was open.')
}

/** Processes that it started; Linux alone tells. */
const processesOf = ({ pid }: ChildProcess): readonly number[] => {
  const children = `/proc/${pid}/task/${pid}/children`
  return existsSync(children)
    ? readFileSync(children, 'utf8').split(' ').filter(Boolean).map(Number)
    : []
}

const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}`)

describe('a lab that is killed while its rack boots', () => {
  let folder: string
  let file: string
  let running: Lab | undefined
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-app-kill-'))
    file = join(folder, 'lab.yaml')
    // JSON is YAML.
    await writeFile(file, JSON.stringify(await lab()))
  })
  afterEach(async () => {
    if (running !== undefined) await kill(running)
  })
  afterAll(() => rm(folder, { recursive: true }))

  const start = async (): Promise<Lab> => {
    const child = spawn(process.execPath, [headless, join(folder, 'lab'), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const socket = new WebSocket(await firstLine(child))
    const client: Client = createORPCClient(new RPCLink({ websocket: socket }))
    running = { child, client, socket }
    return running
  }
  const kill = async ({ child, socket }: Lab): Promise<void> => {
    running = undefined
    socket.close()
    if (child.exitCode !== null || child.signalCode !== null) return
    const hosts = processesOf(child)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await expect.poll(() => hosts.filter(isRunning), { timeout: 20_000 }).toEqual([])
  }

  /** Follows the journal until `enough` says so; the connection may break before. */
  const follow = async (
    { client }: Lab,
    after: number,
    enough: (facts: readonly Recorded[]) => boolean,
  ): Promise<readonly Recorded[]> => {
    const seen: Recorded[] = []
    for await (const batch of await client.journal.follow({ after })) {
      seen.push(...batch)
      if (enough(seen)) break
    }
    return seen
  }

  const acknowledged = (facts: readonly Recorded[]): ReadonlyMap<string, string> =>
    new Map(
      facts
        .map(({ fact }) => fact)
        .filter((fact): fact is FactOf<'dhcp.acknowledged'> => fact.type === 'dhcp.acknowledged')
        .map(({ host, address }) => [host, address]),
    )

  const readAll = async ({ client }: Lab): Promise<readonly Recorded[]> => {
    const facts: Recorded[] = []
    for (;;) {
      const page = await client.journal.read({ after: facts.length, limit: 10_000 })
      if (page.length === 0) return facts
      facts.push(...page)
    }
  }

  it(
    `shows what was and keeps the leases, ${kills} kills in a row`,
    { timeout: 60_000 + kills * 20_000 },
    async () => {
      let shown: readonly Recorded[] = []
      const addresses = new Map<string, string>()
      for (let round = 0; round <= kills; round += 1) {
        const app = await start()
        const { document, seq } = await app.client.lab.state()
        const found = await readAll(app)
        expect(found.slice(0, shown.length)).toEqual(shown)
        expect(seq).toBeGreaterThan(shown.length)
        // What is shown first is what the facts of before and of this start make of it.
        const view = foldLab(emptyLab(document), found)
        expect([...view.hosts.keys()].sort()).toEqual(document.hosts.map(({ id }) => id).sort())

        const hosts = document.hosts.map(({ id }) => id)
        const off = hosts.filter((id) => (view.hosts.get(id)?.state ?? 'off') === 'off')
        if (off.length > 0) await app.client.host.powerOn({ hosts: off })
        const on = hosts.filter((id) => !off.includes(id))
        if (on.length > 0) await app.client.host.reboot({ hosts: on })

        const killAfter = randomInt(5, 300)
        const seen = await follow(app, found.length, (facts) => facts.length >= killAfter)
        await kill(app)
        shown = [...found, ...seen]
        for (const [host, address] of acknowledged(seen)) {
          expect([host, addresses.get(host) ?? address]).toEqual([host, address])
          addresses.set(host, address)
        }
      }

      const stores = await openStores({
        file: join(folder, 'lab', 'lab.sqlite'),
        clock: fixedClock,
      })
      const leases = await stores.leases.all()
      await stores.close()
      expect(addresses.size).toBeGreaterThan(0)
      for (const [host, address] of addresses) {
        expect(leases).toContainEqual(expect.objectContaining({ host, address }))
      }
    },
  )

  it(
    `has the hosts that were added and removed, ${kills} kills in a row`,
    { timeout: 60_000 + kills * 20_000 },
    async () => {
      /** As it was acknowledged last, and as it is when the edit under way was made, too. */
      let maybe: readonly LabDocument[] = []
      for (let round = 0; round <= kills; round += 1) {
        const app = await start()
        const { document } = await app.client.lab.state()
        const view = foldLab(emptyLab(document), await readAll(app))
        expect([...view.hosts.keys()].sort()).toEqual(document.hosts.map(({ id }) => id).sort())
        if (maybe.length > 0) expect(maybe).toContainEqual(document)

        const churn = async (): Promise<void> => {
          maybe = [document]
          for (let turn = 0; ; turn += 1) {
            const [now = document] = maybe
            const last = now.hosts.at(-1)?.id ?? ''
            const edit: DocumentEdit =
              turn % 3 === 2
                ? { kind: 'removeHosts', hosts: [last] }
                : {
                    kind: 'addHosts',
                    count: 2,
                    rack: 'Rack Z',
                    hardware: { kind: 'like', host: last },
                  }
            const next = applyEdit(now, edit)
            maybe = [now, next]
            await app.client.document.edit(edit)
            maybe = [next]
          }
        }
        const ended = churn().catch(() => undefined)
        await delay(randomInt(20, 400))
        await kill(app)
        await ended
      }
      expect(maybe[0]?.racks.at(-1)?.name).toBe('Rack Z')
    },
  )

  it(
    'keeps what was chosen for a next boot until one has used it, and no longer',
    { timeout: 60_000 },
    async () => {
      const host = 'esx-02'
      const choice = { kind: 'disk' } as const
      const chosenIn = async ({ client }: Lab) =>
        (await client.rules.explain({ set: 'active', host })).nextBoot
      const first = await start()
      await first.client.host.chooseNextBoot({ hosts: [host], choice })
      await kill(first)

      const second = await start()
      const { seq } = await second.client.lab.state()
      expect(await chosenIn(second)).toEqual(choice)
      await second.client.host.powerOn({ hosts: [host] })
      await follow(second, seq, (facts) =>
        facts.some(({ fact }) => fact.type === 'waiter.nextBootUsed' && fact.host === host),
      )
      await kill(second)
      expect(await chosenIn(await start())).toBeUndefined()
    },
  )

  it('removes half a file of an image that a kill left long ago', async () => {
    const incoming = join(folder, 'lab', 'images', 'incoming')
    await mkdir(incoming, { recursive: true })
    for (const name of ['old', 'young']) await writeFile(join(incoming, name), 'half')
    await utimes(join(incoming, 'old'), 0, 0)
    await start()
    expect(await readdir(incoming)).toEqual(['young'])
  })
})
