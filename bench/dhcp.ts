/**
 * Four-way exchanges under Kea's load generator (perfdhcp, relayed, over a veth pair), beside Kea with its lease file and dnsmasq with
 * its own, each in turn; six to eight minutes in all. Sustained is the highest rate of a ladder at which less than 1 % goes unanswered within
 * a second and at least 97 % of the rate is reached, once in two tries: noise only ever takes away. The generator ends before
 * a good server does, and a row of its own says where. Linux, root; what is missing is left out and said.
 */
import { cablesMissing } from '../test/interop/support/cables.ts'
import { drive, type Load } from './dhcp-load.ts'
import { peers, type Peer } from './dhcp-peers.ts'
import { measure, onStage, type Cost, type Stage } from './dhcp-stage.ts'
import { median, type Row } from './row.ts'

const programs = ['/usr/sbin/perfdhcp', '/usr/sbin/kea-dhcp4', '/usr/sbin/dnsmasq']
/** Seconds of a trial. */
const period = 3
/** Times a rate is tried before it counts as not held. */
const tries = 2
/** Rounds of what is measured beside Kea at one rate. */
const rounds = 3

/** Rates that are tried, highest first. */
const ladder = [10_000, 9000, 8000, 7000, 6000, 5000, 4000, 3000, 2000, 1000]
const slowLadder = [600, 500, 400, 300, 200, 100, 50, 25]

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

const attempt = async (stage: Stage, clients: number, rate: number) => {
  const cost = await measure(stage, { clients, rate, seconds: period })
  return cost.lost < 0.01 && cost.rate >= rate * 0.97 ? { ...cost, rate } : undefined
}

/** The first result of so many tries. */
const inTries = async (attempt: () => Promise<Result | undefined>): Promise<Result | undefined> => {
  for (let left = tries; left > 0; left -= 1) {
    const result = await attempt()
    if (result !== undefined) return result
  }
  return undefined
}

/** The highest of `rates` that holds: the first of them is looked at first, then the middle of what is left. */
const search = async (
  rates: readonly number[],
  attempt: (rate: number) => Promise<Result | undefined>,
): Promise<Result> => {
  let best = nothing
  let [from, to] = [0, rates.length]
  for (let at = 0; from < to; at = Math.floor((from + to) / 2)) {
    const result = await inTries(() => attempt(rates[at] ?? 0))
    if (result === undefined) from = at + 1
    else [best, to] = [result, at]
  }
  return best
}

/** Cold: a fresh server for each trial. Warm: one server, whose clients have their leases already. */
const sustained = (peer: Peer, { clients, state }: Case, top: number): Promise<Result> => {
  const rates = (peer === peers.dnsmasq ? slowLadder : ladder).filter((rate) => rate <= top)
  return state === 'cold'
    ? search(rates, (rate) => onStage(peer, 0, (stage) => attempt(stage, clients, rate)))
    : onStage(peer, clients, (stage) => search(rates, (rate) => attempt(stage, clients, rate)))
}

/** The most that the generator shows of any server. */
const limit = (): Promise<Result> =>
  onStage(peers.canned, 0, (stage) => search(ladder, (rate) => attempt(stage, 10_000, rate)))

/** `better` says which way more is better. */
const compare = (ours: number, peer: Peer, theirs: number, better: 'more' | 'less') => ({
  value: ours,
  peer: peer.name,
  peerValue: theirs,
  ratio: better === 'more' ? ours / theirs : theirs / ours,
})

const rowsOf = (
  each: Case,
  ours: Result,
  peer: Peer,
  theirs: Result,
  top: number,
): readonly Row[] => {
  const name = `DHCP, ${String(each.clients)} clients, ${each.state}`
  const bounded = ours.rate >= top ? " (the generator's limit)" : ''
  return [
    {
      name: `${name}: leases${bounded}`,
      unit: '/s',
      ...compare(ours.rate, peer, theirs.rate, 'more'),
    },
    {
      name: `${name}: CPU at that rate`,
      unit: 's/1000 leases',
      ...compare(ours.cpu, peer, theirs.cpu, 'less'),
    },
    {
      name: `${name}: OFFER after, on average`,
      unit: 'ms',
      ...compare(ours.delay, peer, theirs.delay, 'less'),
    },
    {
      name: `${name}: memory`,
      unit: 'MiB',
      ...compare(ours.memory, peer, theirs.memory, 'less'),
    },
  ]
}

/** Ours and Kea in turn at one rate, a fresh server each time: the middle of each figure. */
const beside = async (load: Load, warmUp: number) => {
  const rivals = [peers.ours, peers.kea]
  const all = new Map<Peer, Cost[]>(rivals.map((peer) => [peer, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const [peer, costs] of all)
      costs.push(
        await onStage(peer, 0, async (stage) => {
          if (warmUp > 0) await drive(stage.generator, { ...load, seconds: warmUp })
          return measure(stage, load)
        }),
      )
  return (figure: 'cpu' | 'p99' | 'memory') => {
    const [ours = Number.NaN, theirs = Number.NaN] = rivals.map((peer) =>
      median((all.get(peer) ?? []).map((cost) => cost[figure])),
    )
    return compare(ours, peers.kea, theirs, 'less')
  }
}

/** How long hosts wait for their OFFER while 200 of them boot, and what that costs. */
export const storm = async (): Promise<readonly Row[]> => {
  const figure = await beside({ clients: 200, rate: 200, seconds: period, each: true }, 0)
  return [
    { name: 'DHCP, 200 hosts boot: OFFER p99', unit: 'ms', ...figure('p99') },
    { name: 'DHCP, 200 hosts boot: CPU', unit: 's/1000 leases', ...figure('cpu') },
  ]
}

/** What a lease costs at a rate that both hold, once the server has run for a while. */
export const steady = async (): Promise<readonly Row[]> => {
  const figure = await beside({ clients: 10_000, rate: 4000, seconds: period }, period)
  return [
    { name: 'DHCP, 10000 clients at 4000/s: CPU', unit: 's/1000 leases', ...figure('cpu') },
    { name: 'DHCP, 10000 clients at 4000/s: memory', unit: 'MiB', ...figure('memory') },
  ]
}

/** The most that each server sustains. */
export const most = async (each: Case, top: number): Promise<readonly Row[]> => {
  const ours = await sustained(peers.ours, each, top)
  const rows: Row[] = []
  for (const peer of [peers.kea, peers.dnsmasq])
    rows.push(...rowsOf(each, ours, peer, await sustained(peer, each, top), top))
  return rows
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
    ...(await steady()),
  ]
  for (const each of cases) rows.push(...(await most(each, top)))
  return rows
}
