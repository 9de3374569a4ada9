/** A server in a namespace, the generator at the other end of a cable, and trials between the two. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCables, type Machine } from '../test/interop/support/cables.ts'
import { end } from '../test/interop/support/segment.ts'
import { drive, generatorAddress, type Load, type Trial } from './dhcp-load.ts'
import { cpuOf, memoryOf, plan, type Peer } from './dhcp-peers.ts'

/** A server that runs, and the generator's end of the cable. */
export type Stage = { readonly peer: Peer; readonly pid: number; readonly generator: Machine }

/** What a trial showed, and what it cost the server. */
export type Cost = Trial & {
  /** CPU seconds of a thousand leases. */
  readonly cpu: number
  /** MiB, the most so far. */
  readonly memory: number
}

/** Starts a fresh server for `work`, with leases for so many clients, and clears all away after it. */
export const onStage = async <T>(
  peer: Peer,
  leased: number,
  work: (stage: Stage) => Promise<T>,
): Promise<T> => {
  const cables = openCables('bench')
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  try {
    const [server, generator] = [cables.machine(), cables.machine()]
    cables.connect(
      { machine: server, port: 'rack', address: `${plan.server}/16` },
      { machine: generator, port: 'load', address: `${generatorAddress}/16` },
    )
    if (leased > 0) await peer.prepare?.(folder, leased)
    const child = await peer.start(server, 'rack', folder)
    const stage = { peer, pid: child.pid ?? 0, generator }
    if (leased > 0 && peer.prepare === undefined) await fill(stage, leased)
    const result = await work(stage)
    await end(child)
    return result
  } finally {
    await cables.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Exchanges a second at which leases are filled, and a little more of them than clients, for what is lost. */
const filling = { rate: 2000, more: 1.2 }

/** Leases for all clients; the generator takes them one after the other and begins anew after the last. */
const fill = async ({ generator }: Stage, clients: number) => {
  const seconds = Math.ceil((clients * filling.more) / filling.rate)
  await drive(generator, { clients, rate: filling.rate, seconds })
}

/** One trial. */
export const measure = async ({ peer, pid, generator }: Stage, load: Load): Promise<Cost> => {
  const before = await cpuOf(pid)
  const trial = await drive(generator, load)
  const cpu = (((await cpuOf(pid)) - before) / Math.max(1, trial.done)) * 1000
  const offers = load.each === true ? `, OFFER p99 ${trial.p99.toFixed(1)} ms` : ''
  process.stderr.write(
    `  ${peer.name}, ${String(load.clients)} clients at ${String(load.rate)}/s: ${(trial.lost * 100).toFixed(1)} % lost, ${cpu.toFixed(3)} s CPU a 1000${offers}\n`,
  )
  return { ...trial, cpu, memory: await memoryOf(pid) }
}
