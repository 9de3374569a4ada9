import { fileURLToPath } from 'node:url'
import { linesOf, type Cables, type End } from './cables.ts'

const program = fileURLToPath(new URL('relay.ts', import.meta.url))

/** What the wire does to frames; the fields of `relay.ts`. */
export type Misbehaviour = {
  readonly seed: number
  readonly delay: number
  readonly lateOneIn: number
  readonly late: number
  readonly doubledOneIn: number
}

/** Connects two machines by a wire that delays, reorders and doubles frames, as `Cables.connect` does by a good one. */
export const connectByRelay = async (
  cables: Cables,
  ends: readonly [End, End],
  misbehaviour: Misbehaviour,
): Promise<void> => {
  const relay = cables.machine()
  const taps = ['left', 'right'] as const
  const child = relay.spawn(process.execPath, [program, JSON.stringify({ taps, ...misbehaviour })])
  child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk))
  await linesOf(child).until((line) => (line === 'ready' ? line : undefined))
  for (const [index, end] of ends.entries()) await plug(relay, taps[index] ?? '', end)
}

const plug = async (
  relay: ReturnType<Cables['machine']>,
  tap: string,
  { machine, port, address, mac }: End,
): Promise<void> => {
  const ip = async (line: string) => {
    const { code, output } = await relay.run('ip', line.split(' '))
    if (code !== 0) throw new Error(`ip ${line}: ${output}`)
  }
  await ip(`link set ${tap} netns ${machine.name}`)
  const inside = `-n ${machine.name}`
  await ip(`${inside} link set ${tap} name ${port}`)
  if (mac !== undefined) await ip(`${inside} link set ${port} address ${mac}`)
  if (address !== undefined) await ip(`${inside} addr add ${address} dev ${port}`)
  await ip(`${inside} link set ${port} up`)
}
