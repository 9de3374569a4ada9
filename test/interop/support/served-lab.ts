import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import type { Contract } from '../../../src/shared/contract/index.ts'
import type { Recorded } from '../../../src/shared/facts/index.ts'
import type { Segment } from './segment.ts'

const program = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url))
const remote = fileURLToPath(new URL('remote.ts', import.meta.url))

/** A call of the API by its path: `call('plug', 'pull', { plug: 'waiter' })`. */
export type Call = (group: keyof Contract, method: string, input: unknown) => Promise<unknown>

/** Headwaiter serving a segment, started by its own command line, and its API. */
export type ServedLab = {
  /** What it wrote until it was open. */
  readonly said: string
  readonly call: Call
  /** All facts so far, of one host if named. */
  facts(host?: string): Promise<readonly Recorded[]>
}

/** Starts `serve` inside the segment; rejects with what it printed when it does not open. */
export const serveLab = (segment: Segment, args: readonly string[]): Promise<ServedLab> =>
  runLab(segment, ['serve', '--interface', segment.bridge, '--yes-this-network-is-mine', ...args])

/** Starts a command that opens a lab inside the segment; rejects with what it printed. */
export const runLab = async (segment: Segment, command: readonly string[]): Promise<ServedLab> => {
  const lab = segment.spawn(process.execPath, [program, ...command, '--no-open'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\S+/.exec(said)
      if (found) resolve(found[0])
    }
    lab.stdout?.on('data', hear)
    lab.stderr?.on('data', hear)
    lab.on('exit', () => reject(new Error(`serve ended: ${said}`)))
  })

  const client = segment.spawn(process.execPath, [remote, url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const { stdin, stdout } = client
  if (!stdin || !stdout) throw new Error('The API client has no pipes.')
  const answers = createInterface({ input: stdout })
  let turn: Promise<unknown> = Promise.resolve()
  const call: Call = (group, method, input) => {
    const answered = turn.then(async () => {
      stdin.write(`${JSON.stringify({ path: [group, method], input })}\n`)
      const [line] = (await once(answers, 'line')) as [string]
      const { output, error } = JSON.parse(line) as { output?: unknown; error?: string }
      if (error !== undefined) throw new Error(error)
      return output
    })
    turn = answered.catch(() => {})
    return answered
  }
  return {
    said,
    call,
    facts: async (host) =>
      (await call('journal', 'read', {
        after: 0,
        limit: 10_000,
        ...(host ? { host } : {}),
      })) as Recorded[],
  }
}
