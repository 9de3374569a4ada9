/**
 * Four-way exchanges under Kea's load generator (perfdhcp, relayed, over a veth pair), beside Kea with its lease file and dnsmasq with
 * its own, each in turn. Sustained is the highest rate tried with less than 1 % unanswered within a second and at least 97 %
 * of the rate reached. Linux, root; what is missing is left out and said.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cablesMissing, openCables, type Machine } from '../test/interop/support/cables.ts'
import { end } from '../test/interop/support/segment.ts'
import { drive, generatorAddress, type Load } from './dhcp-load.ts'
import { cpuOf, memoryOf, peers, plan, type Peer } from './dhcp-peers.ts'
import { median, type Row } from './row.ts'

const programs = ['/usr/sbin/perfdhcp', '/usr/sbin/kea-dhcp4', '/usr/sbin/dnsmasq']
/** Seconds of a trial. */
const period = 4
/** perfdhcp itself ends near 8,000 exchanges a second on two cores. */
const ceiling = 8000

type Case = { readonly clients: number; readonly state: 'cold' | 'warm' }
const cases: readonly Case[] = [
  { clients: 1000, state: 'cold' },
  { clients: 10_000, state: 'cold' },
  { clients: 1000, state: 'warm' },
  { clients: 10_000, state: 'warm' },
]

/** What a server sustained, and what a thousand leases and the process cost at that rate. */
type Result = {
  readonly rate: number
  readonly cpu: number
  readonly memory: number
  readonly delay: number
}

const nothing: Result = {
  rate: 0,
  cpu: Number.NaN,
  memory: Number.NaN,
  delay: Number.NaN,
}

/** Fills the leases of all clients, at a rate the server keeps up with. */
const fill = async (machine: Machine, peer: Peer, clients: number) => {
  const rate = peer === peers.dnsmasq ? 300 : 2000
  // Clients are drawn at random: three times their number leaves one in twenty out.
  await drive(machine, { clients, rate, seconds: Math.min(40, Math.ceil((clients * 3) / rate)) })
}

/** A server that runs, and the generator's end of the cable. */
type Stage = { readonly pid: number; readonly generator: Machine }

/** Starts a fresh server for `work` and clears all away after it. */
const onStage = async <T>(peer: Peer, work: (stage: Stage) => Promise<T>): Promise<T> => {
  const cables = openCables('bench')
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  try {
    const [server, generator] = [cables.machine(), cables.machine()]
    cables.connect(
      { machine: server, port: 'rack', address: `${plan.server}/16` },
      { machine: generator, port: 'load', address: `${generatorAddress}/16` },
    )
    const child = await peer.start(server, 'rack', folder)
    const result = await work({ pid: child.pid ?? 0, generator })
    await end(child)
    return result
  } finally {
    await cables.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** One trial, and what it cost the server. */
const measure = async ({ pid, generator }: Stage, load: Load) => {
  const before = await cpuOf(pid)
  const trial = await drive(generator, load)
  const cpu = (((await cpuOf(pid)) - before) / Math.max(1, trial.done)) * 1000
  return { ...trial, cpu, memory: await memoryOf(pid) }
}

/** One trial at a rate. `undefined` when the server does not hold it. */
const attempt = async (
  peer: Peer,
  stage: Stage,
  { clients, state }: Case,
  rate: number,
): Promise<Result | undefined> => {
  const { lost, ...trial } = await measure(stage, { clients, rate, seconds: period })
  const holds = lost < 0.01 && trial.rate >= rate * 0.97
  process.stderr.write(
    `  ${peer.name}, ${String(clients)} ${state}: ${String(rate)}/s ${holds ? 'holds' : `fails (${(lost * 100).toFixed(1)} % lost)`}, ${trial.cpu.toFixed(3)} s CPU a 1000\n`,
  )
  return holds ? { rate, cpu: trial.cpu, memory: trial.memory, delay: trial.delay } : undefined
}

/** Doubles or halves until it brackets the limit, then narrows it twice. */
const search = async (
  first: number,
  attempt: (rate: number) => Promise<Result | undefined>,
): Promise<Result> => {
  const bounds = { best: nothing, failed: Number.POSITIVE_INFINITY }
  const test = async (rate: number) => {
    const result = await attempt(rate)
    if (result === undefined) bounds.failed = Math.min(bounds.failed, rate)
    else if (rate > bounds.best.rate) bounds.best = result
  }
  await test(first)
  while (bounds.best.rate === 0 && bounds.failed > 20) await test(Math.round(bounds.failed / 2))
  while (bounds.failed > ceiling && bounds.best.rate < ceiling)
    await test(Math.min(ceiling, bounds.best.rate * 2))
  for (const narrower of [1, 2])
    if (narrower > 0 && bounds.best.rate > 0 && bounds.failed <= ceiling)
      await test(Math.round((bounds.best.rate + bounds.failed) / 2))
  return bounds.best
}

/** Cold: a fresh server for each trial. Warm: one server, whose clients have their leases already. */
const sustained = (peer: Peer, each: Case): Promise<Result> => {
  const first = peer === peers.dnsmasq ? 400 : 4000
  return each.state === 'cold'
    ? search(first, (rate) => onStage(peer, (stage) => attempt(peer, stage, each, rate)))
    : onStage(peer, async (stage) => {
        await fill(stage.generator, peer, each.clients)
        return search(first, (rate) => attempt(peer, stage, each, rate))
      })
}

const rowsOf = (each: Case, ours: Result, peer: Peer, theirs: Result): readonly Row[] => {
  const name = `DHCP, ${String(each.clients)} clients, ${each.state}`
  return [
    {
      name: `${name}: leases`,
      value: ours.rate,
      unit: '/s',
      peer: peer.name,
      peerValue: theirs.rate,
      ratio: ours.rate / theirs.rate,
    },
    {
      name: `${name}: CPU`,
      value: ours.cpu,
      unit: 's/1000 leases',
      peer: peer.name,
      peerValue: theirs.cpu,
      ratio: theirs.cpu / ours.cpu,
    },
    {
      name: `${name}: OFFER after, on average`,
      value: ours.delay,
      unit: 'ms',
      peer: peer.name,
      peerValue: theirs.delay,
      ratio: theirs.delay / ours.delay,
    },
    {
      name: `${name}: memory`,
      value: ours.memory,
      unit: 'MiB',
      peer: peer.name,
      peerValue: theirs.memory,
      ratio: theirs.memory / ours.memory,
    },
  ]
}

/** Rounds of what is measured beside Kea at one rate. */
const rounds = 3

/** Seconds of load before a steady server is measured. */
const warmUp = 3

/** Ours and Kea in turn at one rate, a fresh server each time: the middle of each figure. */
const beside = async (load: Load, { steady }: { readonly steady: boolean }) => {
  type Cost = Awaited<ReturnType<typeof measure>>
  const all = new Map<Peer, Cost[]>([
    [peers.ours, []],
    [peers.kea, []],
  ])
  for (let round = 0; round < rounds; round += 1)
    for (const [peer, costs] of all) {
      const cost = await onStage(peer, async (stage) => {
        if (steady) await drive(stage.generator, { ...load, seconds: warmUp })
        return measure(stage, load)
      })
      costs.push(cost)
      process.stderr.write(
        `  ${peer.name}, ${String(load.clients)} clients at ${String(load.rate)}/s: ${cost.cpu.toFixed(3)} s CPU a 1000, ${load.each === true ? `OFFER p99 ${cost.p99.toFixed(1)} ms, ` : ''}${(cost.lost * 100).toFixed(1)} % lost\n`,
      )
    }
  return (figure: 'cpu' | 'p99' | 'memory') => {
    const [value, peerValue] = [peers.ours, peers.kea].map((peer) =>
      median((all.get(peer) ?? []).map((cost) => cost[figure])),
    )
    return {
      value: value ?? Number.NaN,
      peer: peers.kea.name,
      peerValue: peerValue ?? Number.NaN,
      ratio: (peerValue ?? Number.NaN) / (value ?? Number.NaN),
    }
  }
}

/** How long hosts wait for their OFFER while 200 of them boot. */
export const storm = async (): Promise<readonly Row[]> => {
  const figure = await beside(
    { clients: 200, rate: 200, seconds: period, each: true },
    { steady: false },
  )
  return [{ name: 'DHCP, 200 hosts boot: OFFER p99', unit: 'ms', ...figure('p99') }]
}

/** What a lease costs at a rate that both hold, once the server has run for a while. */
export const steady = async (): Promise<readonly Row[]> => {
  const figure = await beside({ clients: 10_000, rate: 3000, seconds: period }, { steady: true })
  return [
    { name: 'DHCP, 10000 clients at 3000/s: CPU', unit: 's/1000 leases', ...figure('cpu') },
    { name: 'DHCP, 10000 clients at 3000/s: memory', unit: 'MiB', ...figure('memory') },
  ]
}

/** The most that each server sustains. */
export const most = async (each: Case): Promise<readonly Row[]> => {
  const rows: Row[] = []
  const ours = await sustained(peers.ours, each)
  for (const peer of [peers.kea, peers.dnsmasq])
    rows.push(...rowsOf(each, ours, peer, await sustained(peer, each)))
  return rows
}

/** Measures the servers in turn. Empty where the generator, the peers or the rights are missing. */
export const run = async (): Promise<readonly Row[]> => {
  const missing = cablesMissing(...programs)
  if (missing !== undefined) {
    process.stderr.write(`  DHCP is not measured: ${missing}\n`)
    return []
  }
  const rows: Row[] = [...(await storm()), ...(await steady())]
  for (const each of cases) rows.push(...(await most(each)))
  return rows
}
