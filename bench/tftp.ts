/**
 * Files over TFTP to 1, 32 and 200 readers (atftp), beside tftpd-hpa, dnsmasq and atftpd in the same run and in
 * turn, each server with its readers on the loopback of a machine of its own. Linux, root.
 */
import type { ChildProcess } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cablesMissing, openCables, words, type Machine } from '../test/interop/support/cables.ts'
import { median, type Row } from './row.ts'
import { ours, peers, type TftpPeer } from './tftp-peers.ts'

type Load = {
  readonly readers: number
  readonly mebibytes: number
  readonly windowSize: number
  readonly rounds: number
}
const loads: readonly Load[] = [
  { readers: 1, mebibytes: 64, windowSize: 1, rounds: 9 },
  { readers: 1, mebibytes: 64, windowSize: 16, rounds: 9 },
  { readers: 1, mebibytes: 64, windowSize: 64, rounds: 9 },
  { readers: 32, mebibytes: 16, windowSize: 1, rounds: 5 },
  { readers: 32, mebibytes: 16, windowSize: 16, rounds: 5 },
  { readers: 200, mebibytes: 2, windowSize: 1, rounds: 5 },
  { readers: 200, mebibytes: 2, windowSize: 16, rounds: 5 },
]
const sizes = [...new Set(loads.map(({ mebibytes }) => mebibytes))]
const mebibyte = 1024 * 1024

/** A server that runs, and the machine it and its readers are on. */
type Stage = { readonly peer: TftpPeer; readonly machine: Machine; readonly child: ChildProcess }
/** One round: MB/s in total, CPU seconds of the server a GB, the slowest reader's time over the fastest's. */
type Result = { readonly rate: number; readonly cpu: number; readonly spread: number }

/** CPU seconds of a process and of its children that have ended. */
const cpuOf = async (pid: number): Promise<number> => {
  const [, rest = ''] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')
  const fields = rest.split(' ').map(Number)
  return [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0) / 100
}

const peakMemory = async (pid: number): Promise<number> =>
  Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

const readOne = async (machine: Machine, load: Load, to: string): Promise<number> => {
  const options = ['--option', 'blksize 1468', '--option', `windowsize ${load.windowSize}`]
  const begun = performance.now()
  for (let tries = 1; ; tries += 1) {
    const { output } = await machine.run(
      'atftp',
      [...options, ...words(`--get -r ${load.mebibytes}MiB -l ${to} 127.0.0.1 69`)],
      120,
    )
    const got = await stat(to).catch(() => undefined)
    if (got?.size === load.mebibytes * mebibyte) return performance.now() - begun
    // atftp gives up when an option reply comes twice, as it does on a machine with too much to do.
    if (tries === 3) throw new Error(`A reader got ${got?.size ?? 0} bytes: ${output}`)
  }
}

const measure = async ({ machine, child }: Stage, load: Load, folder: string): Promise<Result> => {
  const pid = child.pid ?? 0
  const before = await cpuOf(pid)
  const begun = performance.now()
  const each = await Promise.all(
    Array.from({ length: load.readers }, (_, index) =>
      readOne(machine, load, join(folder, `${index}`)),
    ),
  )
  const seconds = (performance.now() - begun) / 1000
  const gigabytes = (load.readers * load.mebibytes * mebibyte) / 1e9
  await Promise.all(each.map((_, index) => rm(join(folder, `${index}`))))
  return {
    rate: (gigabytes * 1000) / seconds,
    cpu: ((await cpuOf(pid)) - before) / gigabytes,
    spread: Math.max(...each) / Math.min(...each),
  }
}

const nameOf = ({ readers, mebibytes, windowSize }: Load): string =>
  `TFTP ${mebibytes} MiB, ${readers} reader${readers === 1 ? '' : 's'}, window ${windowSize}`

type Measured = { readonly peer: TftpPeer; readonly results: readonly Result[] }

const middle = (results: readonly Result[], key: keyof Result): number =>
  median(results.map((result) => result[key]))

/** Ours beside the best of the peers, and beside dnsmasq for the CPU of many readers. */
const rowsOf = (
  load: Load,
  mine: readonly Result[],
  others: readonly Measured[],
): readonly Row[] => {
  const name = nameOf(load)
  const best = others.toSorted((a, b) => middle(b.results, 'rate') - middle(a.results, 'rate'))[0]
  const thrifty = others.find(({ peer }) => peer.name === 'dnsmasq') ?? best
  const rate = middle(mine, 'rate')
  const cpu = middle(mine, 'cpu')
  const beside = (
    other: Measured | undefined,
    key: keyof Result,
    ratio: (peer: number) => number,
  ) => {
    if (other === undefined) return {}
    const peerValue = middle(other.results, key)
    return { peer: other.peer.name, peerValue, ratio: ratio(peerValue) }
  }
  return [
    { name, value: rate, unit: 'MB/s', ...beside(best, 'rate', (peer) => rate / peer) },
    {
      name: `${name}: CPU`,
      value: cpu,
      unit: 's/GB',
      ...beside(thrifty, 'cpu', (peer) => peer / cpu),
    },
    ...(load.readers === 1
      ? []
      : [{ name: `${name}: slowest over fastest`, value: middle(mine, 'spread'), unit: 'x' }]),
  ]
}

const compare = async (
  stages: readonly Stage[],
  load: Load,
  folder: string,
): Promise<readonly Row[]> => {
  const measured = new Map<TftpPeer, Result[]>(stages.map(({ peer }) => [peer, []]))
  for (let round = 0; round <= load.rounds; round += 1) {
    for (const stage of stages) {
      const result = await measure(stage, load, folder)
      // The first round warms caches and compilers.
      if (round > 0) measured.get(stage.peer)?.push(result)
    }
  }
  for (const [{ name }, results] of measured) {
    const rates = results.map(({ rate }) => rate.toFixed(0)).join(' ')
    process.stderr.write(
      `  ${nameOf(load)}, ${name}: ${rates} MB/s, ${middle(results, 'cpu').toFixed(2)} s/GB\n`,
    )
  }
  const others = [...measured].flatMap(([peer, results]) =>
    peer === ours ? [] : [{ peer, results }],
  )
  return rowsOf(load, measured.get(ours) ?? [], others)
}

const present = (): readonly TftpPeer[] =>
  peers.filter((peer) => {
    const missing = peer.missing()
    if (missing !== undefined) process.stderr.write(`  ${peer.name} is not measured: ${missing}\n`)
    return missing === undefined
  })

const begin = async (
  peer: TftpPeer,
  machine: Machine,
  folder: string,
  scratch: string,
): Promise<readonly Stage[]> => {
  try {
    return [{ peer, machine, child: await peer.start(machine, folder, scratch) }]
  } catch (error) {
    process.stderr.write(`  ${peer.name} is not measured: ${String(error)}\n`)
    return []
  }
}

/** Measures all servers in turn. Empty where the readers or the rights are missing. */
export const run = async (): Promise<readonly Row[]> => {
  const missing = cablesMissing('/usr/bin/atftp', '/usr/bin/busybox')
  if (missing !== undefined) {
    process.stderr.write(`  TFTP is not measured: ${missing}\n`)
    return []
  }
  const cables = openCables('tftpbench')
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  const [served, got, scratch] = [
    join(folder, 'served'),
    join(folder, 'got'),
    join(folder, 'scratch'),
  ]
  try {
    // Some peers read as nobody.
    await chmod(folder, 0o755)
    for (const each of [served, got, scratch]) await mkdir(each)
    await writeFile(join(served, 'small'), 'small')
    for (const size of sizes) {
      await writeFile(join(served, `${size}MiB`), randomFillSync(new Uint8Array(size * mebibyte)))
    }
    const stages: Stage[] = []
    for (const peer of [ours, ...present()]) {
      stages.push(...(await begin(peer, cables.machine(), served, scratch)))
    }
    const rows: Row[] = []
    for (const load of loads) rows.push(...(await compare(stages, load, got)))
    for (const { peer, child } of stages) {
      rows.push({
        name: `TFTP: peak memory, ${peer.name}`,
        value: await peakMemory(child.pid ?? 0),
        unit: 'MiB',
      })
    }
    return rows
  } finally {
    await cables.close()
    await rm(folder, { recursive: true, force: true })
  }
}
