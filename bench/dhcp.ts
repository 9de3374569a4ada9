/**
 * Four-way exchanges under Kea's load generator (perfdhcp, relayed, over a veth pair), beside Kea with its lease file and dnsmasq with
 * its own, each in turn; some eight minutes in all. Sustained is the highest rate of a ladder at which less than 1 % goes unanswered within
 * a second and at least 97 % of the rate is reached, once in two tries: noise only ever takes away. CPU, waiting and memory are then
 * compared at the rate that the peer sustained, for a lease costs less the more of them share a wake-up. The generator ends before
 * a good server does, and a row of its own says where: it and the server share the cores, nobody is pinned to one, and a second generator
 * would only take more of them. Linux, root; what is missing is left out and said.
 */
import { cablesMissing } from '../test/interop/support/cables.ts'
import type { Load } from './dhcp-load.ts'
import { peers, type Peer } from './dhcp-peers.ts'
import { measure, onStage, type Cost, type Stage } from './dhcp-stage.ts'
import { median, type Row } from './row.ts'

const programs = ['/usr/sbin/perfdhcp', '/usr/sbin/kea-dhcp4', '/usr/sbin/dnsmasq']
/** Seconds of a trial. */
const period = 3
/** Times a rate is tried before it counts as not held. */
const tries = 2
/** Rounds of the 200 booting hosts, and seconds of each. */
const storms = { rounds: 3, seconds: 5 }

/** Rates that are tried: each some tenth above the one before. */
const ladder = [
  1000, 1200, 1400, 1600, 1800, 2000, 2200, 2500, 2800, 3100, 3500, 3900, 4300, 4800, 5300, 5900,
  6500, 7200, 8000, 9000, 10_000,
]
const slowLadder = [25, 50, 100, 200, 300, 400, 500, 600, 800, 1000]

type Case = { readonly clients: number; readonly state: 'cold' | 'warm' }
const cases: readonly Case[] = [
  { clients: 1000, state: 'cold' },
  { clients: 10_000, state: 'cold' },
  { clients: 1000, state: 'warm' },
  { clients: 10_000, state: 'warm' },
]

/** What a server sustained, and what it cost at that rate. */
type Result = Pick<Cost, 'rate' | 'cpu' | 'memory' | 'delay'>
const nothing: Result = { rate: 0, cpu: Number.NaN, memory: Number.NaN, delay: Number.NaN }

/** Measures one rate on a stage. */
type Try = (rate: number) => Promise<Cost>

/** The result of a rate if it holds, in so many tries. */
const held = async (rate: number, attempt: Try): Promise<Result | undefined> => {
  for (let left = tries; left > 0; left -= 1) {
    const cost = await attempt(rate)
    if (cost.lost < 0.01 && cost.rate >= rate * 0.97) return { ...cost, rate }
  }
  return undefined
}

/** The highest rate that holds, step by step from `start`: up as long as they hold, or down until one does. */
const climb = async (rates: readonly number[], start: number, attempt: Try): Promise<Result> => {
  let best: Result | undefined
  for (const rate of rates.filter((each) => each >= start)) {
    const result = await held(rate, attempt)
    if (result === undefined) break
    best = result
  }
  for (const rate of rates.filter((each) => each < start).toReversed())
    best ??= await held(rate, attempt)
  return best ?? nothing
}

/** Cold: a fresh server for each trial. Warm: one server, whose clients have their leases already. */
const onCase = <T>(peer: Peer, { clients, state }: Case, work: (attempt: Try) => Promise<T>) => {
  const trial = (stage: Stage, rate: number) => measure(stage, { clients, rate, seconds: period })
  return state === 'cold'
    ? work((rate) => onStage(peer, 0, (stage) => trial(stage, rate)))
    : onStage(peer, clients, (stage) => work((rate) => trial(stage, rate)))
}

/** The most that the generator shows of any server. */
const limit = (): Promise<Result> =>
  onCase(peers.canned, { clients: 10_000, state: 'cold' }, (attempt) =>
    climb(ladder, 8000, attempt),
  )

/** `better` says which way more is better. */
const compare = (ours: number, peer: Peer, theirs: number, better: 'more' | 'less') => ({
  value: ours,
  peer: peer.name,
  peerValue: theirs,
  ratio: better === 'more' ? ours / theirs : theirs / ours,
})

/** What ours sustained, and what it cost at the rate that the peer sustained. */
type Ours = { readonly rate: number; readonly beside: Result }

const rowsOf = (
  each: Case,
  { rate, beside }: Ours,
  peer: Peer,
  theirs: Result,
  top: number,
): readonly Row[] => {
  const name = `DHCP, ${String(each.clients)} clients, ${each.state}`
  const bounded = rate >= top ? " (the generator's limit)" : ''
  const at = `at ${String(theirs.rate)}/s`
  return [
    {
      name: `${name}: leases${bounded}`,
      unit: '/s',
      ...compare(rate, peer, theirs.rate, 'more'),
    },
    {
      name: `${name}: CPU ${at}`,
      unit: 's/1000 leases',
      ...compare(beside.cpu, peer, theirs.cpu, 'less'),
    },
    {
      name: `${name}: OFFER after, on average, ${at}`,
      unit: 'ms',
      ...compare(beside.delay, peer, theirs.delay, 'less'),
    },
    {
      name: `${name}: memory ${at}`,
      unit: 'MiB',
      ...compare(beside.memory, peer, theirs.memory, 'less'),
    },
  ]
}

/** Ours and Kea in turn at one rate, a fresh server each time: the middle of each figure. */
const beside = async (load: Load) => {
  const rivals = [peers.ours, peers.kea]
  const all = new Map<Peer, Cost[]>(rivals.map((peer) => [peer, []]))
  for (let round = 0; round < storms.rounds; round += 1)
    for (const [peer, costs] of all)
      costs.push(await onStage(peer, 0, (stage) => measure(stage, load)))
  return (figure: 'cpu' | 'p99' | 'memory') => {
    const [ours = Number.NaN, theirs = Number.NaN] = rivals.map((peer) =>
      median((all.get(peer) ?? []).map((cost) => cost[figure])),
    )
    return compare(ours, peers.kea, theirs, 'less')
  }
}

/** How long hosts wait for their OFFER while 200 of them boot, and what that costs. */
export const storm = async (): Promise<readonly Row[]> => {
  const { seconds } = storms
  const figure = await beside({ clients: 200, rate: 200, seconds, each: true })
  return [
    { name: 'DHCP, 200 hosts boot: OFFER p99', unit: 'ms', ...figure('p99') },
    { name: 'DHCP, 200 hosts boot: CPU', unit: 's/1000 leases', ...figure('cpu') },
    { name: 'DHCP, 200 hosts boot: memory', unit: 'MiB', ...figure('memory') },
  ]
}

/** The most that each server sustains. Each search begins where the server's last one ended: `starts` remembers. */
export const most = async (
  each: Case,
  top: number,
  starts: Map<Peer, number>,
): Promise<readonly Row[]> => {
  const search = async (peer: Peer, attempt: Try) => {
    const rates = peer === peers.dnsmasq ? slowLadder : ladder.filter((rate) => rate <= top)
    const result = await climb(rates, starts.get(peer) ?? top / 3, attempt)
    if (result.rate > 0) starts.set(peer, result.rate)
    return result
  }
  const theirs = new Map<Peer, Result>()
  for (const peer of [peers.kea, peers.dnsmasq])
    theirs.set(peer, await onCase(peer, each, (attempt) => search(peer, attempt)))
  return onCase(peers.ours, each, async (attempt) => {
    const { rate } = await search(peers.ours, attempt)
    const rows: Row[] = []
    for (const [peer, result] of theirs) {
      const cost = result.rate > 0 ? await attempt(result.rate) : nothing
      rows.push(...rowsOf(each, { rate, beside: cost }, peer, result, top))
    }
    return rows
  })
}

/** Measures the servers in turn. Empty where the generator, the peers or the rights are missing. */
export const run = async (): Promise<readonly Row[]> => {
  const missing = cablesMissing(...programs)
  if (missing !== undefined) {
    process.stderr.write(`  DHCP is not measured: ${missing}\n`)
    return []
  }
  const { rate: top } = await limit()
  const rows: Row[] = [
    { name: 'DHCP, the generator against canned answers: its limit', value: top, unit: '/s' },
    ...(await storm()),
  ]
  const starts = new Map([[peers.dnsmasq, 300]])
  for (const each of cases) rows.push(...(await most(each, top, starts)))
  return rows
}
