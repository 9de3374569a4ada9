/**
 * Four-way exchanges under Kea's load generator (perfdhcp, relayed, over a veth pair), beside Kea with its lease file and dnsmasq with
 * its own, each in turn. Sustained is the highest rate tried with less than 1 % unanswered within a second and at least 97 %
 * of the rate reached. Linux, root; what is missing is left out and said.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cablesMissing, openCables, words, type Machine } from '../test/interop/support/cables.ts'
import { end } from '../test/interop/support/segment.ts'
import { cpuOf, memoryOf, peers, plan, type Peer } from './dhcp-peers.ts'
import type { Row } from './row.ts'

const programs = ['/usr/sbin/perfdhcp', '/usr/sbin/kea-dhcp4', '/usr/sbin/dnsmasq']
const load = '10.90.255.1'
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

/** One run of the generator. */
type Trial = {
  readonly rate: number
  readonly lost: number
  /** Completed exchanges. */
  readonly done: number
  /** ms from DISCOVER to OFFER, on average and at most. */
  readonly delay: number
  readonly longest: number
}

const numbers = (text: string, label: string) =>
  [...text.matchAll(new RegExp(`${label}: ([\\d.]+)`, 'g'))].map(([, value]) => Number(value))

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const drive = async (machine: Machine, clients: number, rate: number, seconds: number) => {
  const { output } = await machine.run(
    'perfdhcp',
    words(
      `-4 -l ${load} -r ${String(rate)} -R ${String(clients)} -p ${String(seconds)} ${plan.server}`,
    ),
    seconds + 30,
  )
  const sent = sum(numbers(output, 'sent packets'))
  const trial: Trial = {
    rate: numbers(output, 'Rate')[0] ?? 0,
    lost: sum(numbers(output, 'drops')) / Math.max(1, sent),
    done: numbers(output, 'received packets').at(-1) ?? 0,
    delay: numbers(output, 'avg delay')[0] ?? Number.NaN,
    longest: numbers(output, 'max delay')[0] ?? Number.NaN,
  }
  return trial
}

/** What a server sustained, and what a thousand leases and the process cost at that rate. */
type Result = {
  readonly rate: number
  readonly cpu: number
  readonly memory: number
  readonly delay: number
  readonly longest: number
}

const nothing: Result = {
  rate: 0,
  cpu: Number.NaN,
  memory: Number.NaN,
  delay: Number.NaN,
  longest: Number.NaN,
}

/** Fills the leases of all clients, at a rate the server keeps up with. */
const fill = async (machine: Machine, peer: Peer, clients: number) => {
  const rate = peer === peers.dnsmasq ? 300 : 2000
  // Clients are drawn at random: three times their number leaves one in twenty out.
  await drive(machine, clients, rate, Math.min(40, Math.ceil((clients * 3) / rate)))
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
      { machine: generator, port: 'load', address: `${load}/16` },
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

/** One trial at a rate. `undefined` when the server does not hold it. */
const attempt = async (
  peer: Peer,
  { pid, generator }: Stage,
  { clients, state }: Case,
  rate: number,
): Promise<Result | undefined> => {
  const before = await cpuOf(pid)
  const trial = await drive(generator, clients, rate, period)
  const cpu = (((await cpuOf(pid)) - before) / Math.max(1, trial.done)) * 1000
  const holds = trial.lost < 0.01 && trial.rate >= rate * 0.97
  process.stderr.write(
    `  ${peer.name}, ${String(clients)} ${state}: ${String(rate)}/s ${holds ? 'holds' : `fails (${(trial.lost * 100).toFixed(1)} % lost)`}, ${cpu.toFixed(3)} s CPU a 1000\n`,
  )
  return holds
    ? { rate, cpu, memory: await memoryOf(pid), delay: trial.delay, longest: trial.longest }
    : undefined
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

/** The longest wait for an OFFER while 200 hosts boot at once. */
const storm = async (): Promise<readonly Row[]> => {
  const each: Case = { clients: 200, state: 'cold' }
  const boot = (peer: Peer) => onStage(peer, (stage) => attempt(peer, stage, each, 200))
  const [ours, kea] = [await boot(peers.ours), await boot(peers.kea)]
  if (ours === undefined || kea === undefined) return []
  return [
    {
      name: 'DHCP, 200 hosts boot: longest wait for an OFFER',
      value: ours.longest,
      unit: 'ms',
      peer: peers.kea.name,
      peerValue: kea.longest,
      ratio: kea.longest / ours.longest,
    },
  ]
}

/** Measures the servers in turn. Empty where the generator, the peers or the rights are missing. */
export const run = async (): Promise<readonly Row[]> => {
  const missing = cablesMissing(...programs)
  if (missing !== undefined) {
    process.stderr.write(`  DHCP is not measured: ${missing}\n`)
    return []
  }
  const rows: Row[] = [...(await storm())]
  for (const each of cases) {
    const ours = await sustained(peers.ours, each)
    for (const peer of [peers.kea, peers.dnsmasq])
      rows.push(...rowsOf(each, ours, peer, await sustained(peer, each)))
  }
  return rows
}
