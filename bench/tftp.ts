/**
 * Files over TFTP to 1, 32 and 200 readers, beside tftpd-hpa, dnsmasq and atftpd in the same run and in turn, each
 * server with its readers on the loopback of a machine of its own. One reader is atftp, and in windows, where atftp
 * itself is the limit, tftp-readers.ts as well; many are tftp-readers.ts, as programs of their own they would cost more
 * than the servers. Linux, root.
 */
import type { ChildProcess } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { cablesMissing, openCables, words, type Machine } from '../test/interop/support/cables.ts'
import { median, p99, type Row } from './row.ts'
import { ours, peers, type TftpPeer } from './tftp-peers.ts'

type Load = {
  readonly readers: number
  /** Whose program reads: atftp, which alone starts anew and writes its file, or tftp-readers.ts. */
  readonly by: 'atftp' | 'bench'
  readonly mebibytes: number
  readonly windowSize: number
  readonly rounds: number
}
const loads: readonly Load[] = [
  { readers: 1, by: 'atftp', mebibytes: 64, windowSize: 1, rounds: 5 },
  { readers: 1, by: 'atftp', mebibytes: 64, windowSize: 16, rounds: 5 },
  { readers: 1, by: 'atftp', mebibytes: 64, windowSize: 64, rounds: 5 },
  { readers: 1, by: 'bench', mebibytes: 64, windowSize: 16, rounds: 3 },
  { readers: 1, by: 'bench', mebibytes: 64, windowSize: 64, rounds: 3 },
  { readers: 32, by: 'bench', mebibytes: 8, windowSize: 1, rounds: 3 },
  { readers: 32, by: 'bench', mebibytes: 8, windowSize: 16, rounds: 3 },
  { readers: 200, by: 'bench', mebibytes: 1, windowSize: 1, rounds: 3 },
  { readers: 200, by: 'bench', mebibytes: 1, windowSize: 16, rounds: 3 },
]
const sizes = [...new Set(loads.map(({ mebibytes }) => mebibytes))]
const mebibyte = 1024 * 1024

/** A server that runs, and the machine it and its readers are on. */
type Stage = { readonly peer: TftpPeer; readonly machine: Machine; readonly child: ChildProcess }
/** One round. */
type Result = {
  /** MB/s in total. */
  readonly rate: number
  /** CPU seconds a GB: of the server, and of its readers where they are one process. */
  readonly cpu: number
  readonly readersCpu: number
  /** The slowest reader's time over the fastest's. */
  readonly spread: number
  /** Seconds until 99 of 100 readers had their file. */
  readonly p99: number
  /** Peak of the server in MiB. */
  readonly memory: number
}

/** CPU seconds of a process and of its children that have ended. */
const cpuOf = async (pid: number): Promise<number> => {
  const [, rest = ''] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')
  const fields = rest.split(' ').map(Number)
  return [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0) / 100
}

const peakMemory = async (pid: number): Promise<number> =>
  Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

/** Lets the peak begin anew. */
const forgetPeak = (pid: number): Promise<void> => writeFile(`/proc/${pid}/clear_refs`, '5')

/** What readers report: seconds in all, seconds of each, CPU seconds of them all. */
const reading = z.object({ seconds: z.number(), each: z.array(z.number()), cpu: z.number() })
type Reading = z.infer<typeof reading>

const readOne = async (machine: Machine, load: Load, to: string): Promise<Reading> => {
  const options = ['--option', 'blksize 1468', '--option', `windowsize ${load.windowSize}`]
  const begun = performance.now()
  for (let tries = 1; ; tries += 1) {
    const { output } = await machine.run(
      'atftp',
      [...options, ...words(`--get -r ${load.mebibytes}MiB -l ${to} 127.0.0.1 69`)],
      120,
    )
    const got = await stat(to).catch(() => undefined)
    await rm(to, { force: true })
    const seconds = (performance.now() - begun) / 1000
    if (got?.size === load.mebibytes * mebibyte) return { seconds, each: [seconds], cpu: 0 }
    // atftp gives up when an option reply comes twice, as it does on a machine with too much to do.
    if (tries === 3) throw new Error(`A reader got ${got?.size ?? 0} bytes: ${output}`)
  }
}

const readers = new URL('tftp-readers.ts', import.meta.url).pathname

const readMany = async (machine: Machine, load: Load): Promise<Reading> => {
  const { mebibytes, windowSize } = load
  const asked = [load.readers, `${mebibytes}MiB`, mebibytes * mebibyte, windowSize].map(String)
  const { code, output } = await machine.run(process.execPath, [readers, ...asked], 150)
  if (code !== 0) throw new Error(`Not every reader got its file: ${output.slice(0, 300)}`)
  return reading.parse(JSON.parse(output))
}

const measure = async ({ machine, child }: Stage, load: Load, folder: string): Promise<Result> => {
  const pid = child.pid ?? 0
  await forgetPeak(pid)
  const before = await cpuOf(pid)
  const { seconds, each, cpu } =
    load.by === 'atftp'
      ? await readOne(machine, load, join(folder, 'got'))
      : await readMany(machine, load)
  const gigabytes = (load.readers * load.mebibytes * mebibyte) / 1e9
  return {
    rate: (gigabytes * 1000) / seconds,
    cpu: ((await cpuOf(pid)) - before) / gigabytes,
    readersCpu: cpu / gigabytes,
    spread: Math.max(...each) / Math.min(...each),
    p99: p99(each),
    memory: await peakMemory(pid),
  }
}

/** A peer that fails its readers is out of this load; ours may not fail. */
const measureOrLeave = async (
  stage: Stage,
  load: Load,
  folder: string,
): Promise<Result | undefined> => {
  try {
    return await measure(stage, load, folder)
  } catch (error) {
    if (stage.peer === ours) throw error
    process.stderr.write(`  ${nameOf(load)}, ${stage.peer.name}: ${String(error)}\n`)
    return undefined
  }
}

const nameOf = ({ readers, by, mebibytes, windowSize }: Load): string => {
  const who = readers > 1 ? `${readers} readers` : `1 reader (${by === 'atftp' ? by : 'the bench'})`
  return `TFTP ${mebibytes} MiB, ${who}, window ${windowSize}`
}

type Measured = { readonly peer: TftpPeer; readonly results: readonly Result[] }

const middle = (results: readonly Result[], key: keyof Result): number =>
  median(results.map((result) => result[key]))

/** Ours beside the best of the peers for speed, and beside dnsmasq, which is one process, for all else. */
const rowsOf = (
  load: Load,
  mine: readonly Result[],
  others: readonly Measured[],
): readonly Row[] => {
  const name = nameOf(load)
  const best = others.toSorted((a, b) => middle(b.results, 'rate') - middle(a.results, 'rate'))[0]
  const thrifty = others.find(({ peer }) => peer.name === 'dnsmasq') ?? best
  const rate = middle(mine, 'rate')
  const beside = (
    other: Measured | undefined,
    key: keyof Result,
    ratio: (peer: number) => number,
  ) => {
    if (other === undefined) return {}
    const peerValue = middle(other.results, key)
    return { peer: other.peer.name, peerValue, ratio: ratio(peerValue) }
  }
  const less = (label: string, key: keyof Result, unit: string): Row => {
    const value = middle(mine, key)
    const compared = beside(thrifty, key, (peer) => peer / value)
    return { name: `${name}: ${label}`, value, unit, ...compared }
  }
  return [
    { name, value: rate, unit: 'MB/s', ...beside(best, 'rate', (peer) => rate / peer) },
    less('CPU', 'cpu', 's/GB'),
    less('peak memory', 'memory', 'MiB'),
    ...(load.readers === 1
      ? []
      : [less('p99 of a reader', 'p99', 's'), less('slowest over fastest', 'spread', 'x')]),
    ...(load.by === 'atftp'
      ? []
      : [
          {
            name: `${name}: CPU of the readers`,
            value: middle(mine, 'readersCpu'),
            unit: 's/GB',
          },
        ]),
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
      if (!measured.has(stage.peer)) continue
      const result = await measureOrLeave(stage, load, folder)
      if (result === undefined) measured.delete(stage.peer)
      // The first round warms caches and compilers.
      else if (round > 0) measured.get(stage.peer)?.push(result)
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
    return rows
  } finally {
    await cables.close()
    await rm(folder, { recursive: true, force: true })
  }
}
