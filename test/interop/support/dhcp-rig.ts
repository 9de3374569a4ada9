import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { linesOf, type Machine } from './cables.ts'

const script = fileURLToPath(new URL('dhcp-server.ts', import.meta.url))

export type RemoteFact = Readonly<Record<string, unknown>> & { readonly type: string }

/** Our DHCP component running on a machine of the test. */
export type RemoteDhcp = {
  readonly child: ChildProcess
  /** Facts written so far. */
  facts(): readonly RemoteFact[]
  /** The first fact of a type, from the `after`th fact on; waits for it. */
  fact(type: string, seconds?: number): Promise<RemoteFact>
  /** Asks for a heal proof: its steps. */
  prove(): Promise<readonly string[]>
}

const lineOf = z.looseObject({ type: z.string().optional(), proof: z.array(z.string()).optional() })
const parse = (line: string) => lineOf.parse(JSON.parse(line))

const isFact = (value: z.infer<typeof lineOf>): value is z.infer<typeof lineOf> & RemoteFact =>
  value.type !== undefined

/** Starts it and waits until it listens; rejects with its error when it does not. */
export const startDhcp = async (
  machine: Machine,
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
    fact: (type, seconds) =>
      output.until((line) => {
        const value = parse(line)
        return isFact(value) && value.type === type ? value : undefined
      }, seconds),
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
