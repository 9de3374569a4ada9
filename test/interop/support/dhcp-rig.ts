import type { ChildProcess } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { linesOf, type Machine } from './cables.ts'

const fixtures = fileURLToPath(new URL('../../fixtures/dhcp/', import.meta.url))
const script = fileURLToPath(new URL('dhcp-server.ts', import.meta.url))

export type RemoteDatagram = { readonly way: 'in' | 'out'; readonly hex: string }

export type RemoteFact = Readonly<Record<string, unknown>> & { readonly type: string }

/** Our DHCP component running on a machine of the test. */
export type RemoteDhcp = {
  readonly child: ChildProcess
  /** Facts written so far. */
  facts(): readonly RemoteFact[]
  /** The first fact of a type, from the `after`th fact on; waits for it. */
  fact(type: string, seconds?: number): Promise<RemoteFact>
  /** Datagrams seen so far: what clients sent and what we answered. */
  datagrams(): readonly RemoteDatagram[]
  /** Asks for a heal proof: its steps. */
  prove(): Promise<readonly string[]>
  /** Changes the mode in the document it serves. */
  setMode(mode: string): void
}

const lineOf = z.looseObject({
  datagram: z.object({ way: z.enum(['in', 'out']), hex: z.string() }).optional(),
  type: z.string().optional(),
  proof: z.array(z.string()).optional(),
})
const parse = (line: string) => lineOf.parse(JSON.parse(line))

const isFact = (value: z.infer<typeof lineOf>): value is z.infer<typeof lineOf> & RemoteFact =>
  value.type !== undefined

/** Starts it and waits until it listens; rejects with its error when it does not. */
export const startDhcp = async (
  machine: Pick<Machine, 'spawn'>,
  port: string,
  network: Readonly<Record<string, unknown>>,
  hosts: readonly unknown[] = [],
): Promise<RemoteDhcp> => {
  const settings = JSON.stringify({ interface: port, network, hosts })
  const child = machine.spawn(process.execPath, [script, settings])
  child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk))
  const output = linesOf(child)
  const first = await output.until((line) =>
    /^{"(listening|error)"/.test(line) ? parse(line) : undefined,
  )
  if ('error' in first) throw new Error(JSON.stringify(first['error']))
  const facts = () => output.lines.map(parse).filter(isFact)
  return {
    child,
    facts,
    datagrams: () => output.lines.map(parse).flatMap(({ datagram }) => datagram ?? []),
    fact: (type, seconds) =>
      output.until((line) => {
        const value = parse(line)
        return isFact(value) && value.type === type ? value : undefined
      }, seconds),
    setMode(mode) {
      child.stdin?.write(`mode ${mode}\n`)
    },
    async prove() {
      const from = output.lines.length
      child.stdin?.write('prove\n')
      const proof = await output.until((line) =>
        output.lines.indexOf(line) >= from && line.includes('"proof"') ? parse(line) : undefined,
      )
      return proof.proof ?? []
    },
  }
}

/**
 * Keeps what a client sent as fixtures, when asked to (`UPDATE_FIXTURES=1`). Repeats that differ in `xid`, `secs`
 * or `flags` alone are left out.
 */
export const keepFixtures = (client: string, dhcp: RemoteDhcp): void => {
  if (process.env['UPDATE_FIXTURES'] === undefined) return
  const kept = new Set<string>()
  mkdirSync(fixtures, { recursive: true })
  for (const { way, hex } of dhcp.datagrams()) {
    const kind = hex.slice(24)
    if (way === 'out' || kept.has(kind) || kept.size === 4) continue
    kept.add(kind)
    const lines = hex.match(/.{1,64}/g) ?? []
    const name = `${client}-${String(kept.size)}`
    writeFileSync(
      join(fixtures, `${name}.hex`),
      `# What ${client} sent, in the order it did, as test/interop heard it.\n${lines.join('\n')}\n`,
    )
  }
}
