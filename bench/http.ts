/**
 * One image file of 512 MiB over HTTP to 1, 8 and 64 readers (curl), beside nginx with sendfile in the same run and
 * in turn. Linux: CPU and memory come from /proc.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { cpuOf, memoryOf } from './dhcp-peers.ts'
import { median, p99, type Row } from './row.ts'

const nginx = '/usr/sbin/nginx'
const curl = '/usr/bin/curl'
const mebibytes = 512
/** A round of 64 readers takes half a minute, and one alone may be off by a sixth. */
const loads = [
  { readers: 1, rounds: 5 },
  { readers: 8, rounds: 3 },
  { readers: 64, rounds: 3 },
]
/** MiB the waiter says it holds at most: hot files, and two buffers of 512 KiB for each of 256 bodies. */
const hotMebibytes = 640
const statedBound = { hot: hotMebibytes + 256, cold: 256 }

const announcement = z.object({ url: z.string(), file: z.string() })

type Server = { readonly url: string; readonly pid: number; stop(): Promise<void> }
/**
 * GB/s, CPU seconds of the server per GB, seconds until 99 of 100 readers had the file, and ms that somebody who only asks
 * for its head waited meanwhile at most.
 */
type Result = {
  readonly rate: number
  readonly cpu: number
  readonly p99: number
  readonly asker: number
}

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

const stopper = (child: ChildProcess) => async () => {
  child.kill()
  await ended(child)
}

const startOurs = async (folder: string, hot: number) => {
  const program = new URL('http-server.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [program, folder, String(mebibytes), String(hot)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line]: unknown[] = await once(child.stdout, 'data')
  const { url, file } = announcement.parse(JSON.parse(String(line)))
  return { url, file, pid: child.pid ?? 0, stop: stopper(child) }
}

const nginxConfig = (folder: string, file: string, port: number): string => `
daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on;
  client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c;
  uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
  server { listen 127.0.0.1:${port}; root ${dirname(file)}; }
}
`

const startNginx = async (folder: string, file: string): Promise<Server | undefined> => {
  if (!existsSync(nginx)) return undefined
  const port = 18_000 + (process.pid % 2000)
  await writeFile(join(folder, 'nginx.conf'), nginxConfig(folder, file, port))
  const child = spawn(nginx, ['-p', folder, '-e', join(folder, 'error'), '-c', 'nginx.conf'], {
    stdio: 'inherit',
  })
  const url = `http://127.0.0.1:${port}/${basename(file)}`
  for (let attempt = 0; attempt < 50; attempt++) {
    const there = await fetch(url, { method: 'HEAD' }).then(
      () => true,
      () => new Promise<false>((resolve) => setTimeout(resolve, 100, false)),
    )
    if (there) return { url, pid: child.pid ?? 0, stop: stopper(child) }
  }
  await stopper(child)()
  return undefined
}

/** ms between two questions of the one who asks while others read. */
const pause = 20

/** Asks again and again until `over`; the longest wait for an answer, in ms. */
const slowestAnswer = async (url: string, over: AbortSignal): Promise<number> => {
  let slowest = 0
  while (!over.aborted) {
    const begun = performance.now()
    await fetch(url, { method: 'HEAD' })
    slowest = Math.max(slowest, performance.now() - begun)
    await sleep(pause)
  }
  return slowest
}

const fetchAll = async ({ url, pid }: Server, readers: number): Promise<Result> => {
  const cpu = await cpuOf(pid)
  const begun = performance.now()
  const clients = Array.from({ length: readers }, () =>
    spawn(curl, ['-sf', '-o', '/dev/null', url], { stdio: 'ignore' }),
  )
  const over = new AbortController()
  const asking = slowestAnswer(url, over.signal)
  const each = await Promise.all(
    clients.map(async (client) => {
      await ended(client)
      return (performance.now() - begun) / 1000
    }),
  )
  const took = Math.max(...each)
  over.abort()
  const asker = await asking
  const failed = clients.filter(({ exitCode }) => exitCode !== 0).length
  if (failed > 0) throw new Error(`${failed} of ${readers} readers failed at ${url}`)
  const gigabytes = (readers * mebibytes * 1024 * 1024) / 1e9
  const cost = ((await cpuOf(pid)) - cpu) / gigabytes
  return { rate: gigabytes / took, cpu: cost, p99: p99(each), asker }
}

/** Both in turn, so that what else the machine does falls on both. */
const compare = async (
  ours: Server,
  peer: Server | undefined,
  { readers, rounds }: (typeof loads)[number],
) => {
  const results: { ours: Result[]; peer: Result[] } = { ours: [], peer: [] }
  await fetchAll(ours, 1)
  await fetchAll(ours, 1)
  if (peer !== undefined) await fetchAll(peer, 1)
  for (let round = 0; round < rounds; round++) {
    results.ours.push(await fetchAll(ours, readers))
    if (peer !== undefined) results.peer.push(await fetchAll(peer, readers))
  }
  return results
}

const row = (
  name: string,
  unit: string,
  ours: number[],
  peer: number[],
  better: 'more' | 'less',
) => {
  const value = median(ours)
  if (peer.length === 0) return { name, value, unit }
  const peerValue = median(peer)
  const ratio = better === 'more' ? value / peerValue : peerValue / value
  return { name, value, unit, peer: 'nginx', peerValue, ratio }
}

const measure = async (kind: 'hot' | 'cold', load: (typeof loads)[number]) => {
  const { readers } = load
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  const ours = await startOurs(folder, kind === 'hot' ? hotMebibytes : 0)
  const peer = await startNginx(folder, ours.file)
  try {
    const results = await compare(ours, peer, load)
    const name = `HTTP ${kind}, ${mebibytes} MiB, ${readers} reader${readers === 1 ? '' : 's'}`
    const rates = row(name, 'GB/s', ...pair(results, 'rate'), 'more')
    const cpu = row(`${name}: CPU`, 's/GB', ...pair(results, 'cpu'), 'less')
    const slow = row(`${name}: p99 of a reader`, 's', ...pair(results, 'p99'), 'less')
    const asker = row(`${name}: another waits at most`, 'ms', ...pair(results, 'asker'), 'less')
    const memory = await memoryOf(ours.pid)
    const peerMemory = peer === undefined ? [] : [await memoryOf(peer.pid)]
    const peak = row(`${name}: peak memory`, 'MiB', [memory], peerMemory, 'less')
    return [rates, cpu, slow, asker, peak, boundRow(name, memory, statedBound[kind])]
  } finally {
    await ours.stop()
    await peer?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** At least 1 x when the whole process stays below what the waiter's bodies alone may take. */
const boundRow = (name: string, value: number, peerValue: number): Row => ({
  name: `${name}: memory and its bound`,
  value,
  unit: 'MiB',
  peer: 'bound',
  peerValue,
  ratio: peerValue / value,
})

const pair = (results: { ours: Result[]; peer: Result[] }, key: keyof Result) =>
  [results.ours.map((one) => one[key]), results.peer.map((one) => one[key])] as const

export const run = async (): Promise<readonly Row[]> => {
  if (!existsSync(curl) || !existsSync('/proc/self/stat')) {
    process.stderr.write('HTTP figures need Linux and curl; skipped.\n')
    return []
  }
  const rows: Row[] = []
  for (const kind of ['hot', 'cold'] as const) {
    for (const load of loads) rows.push(...(await measure(kind, load)))
  }
  return rows
}
