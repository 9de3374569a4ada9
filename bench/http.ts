/**
 * One image file over HTTP to 1, 8 and 64 readers (curl), beside nginx with sendfile in the same run and
 * in turn. Linux: CPU and memory come from /proc.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { median, p99, type Row } from './row.ts'

const nginx = '/usr/sbin/nginx'
const curl = '/usr/bin/curl'
const rounds = 3
const loads = [
  { readers: 1, mebibytes: 512 },
  { readers: 8, mebibytes: 512 },
  { readers: 64, mebibytes: 128 },
]

const announcement = z.object({ url: z.string(), file: z.string() })

type Server = { readonly url: string; readonly pid: number; stop(): Promise<void> }
/** GB/s, CPU seconds of the server per GB, seconds until 99 of 100 readers had the file. */
type Result = { readonly rate: number; readonly cpu: number; readonly p99: number }

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

const stopper = (child: ChildProcess) => async () => {
  child.kill()
  await ended(child)
}

const startOurs = async (folder: string, mebibytes: number, hotMebibytes: number) => {
  const program = new URL('http-server.ts', import.meta.url).pathname
  const child = spawn(
    process.execPath,
    [program, folder, String(mebibytes), String(hotMebibytes)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
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

/** CPU seconds the process has used; a tick of /proc is 10 ms. */
const cpuOf = async (pid: number): Promise<number> => {
  const [, rest = ''] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')
  const fields = rest.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

const peakMemory = async (pid: number): Promise<number> =>
  Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

const fetchAll = async ({ url, pid }: Server, readers: number, mebibytes: number) => {
  const cpu = await cpuOf(pid)
  const begun = performance.now()
  const clients = Array.from({ length: readers }, () =>
    spawn(curl, ['-sf', '-o', '/dev/null', url], { stdio: 'ignore' }),
  )
  const each = await Promise.all(
    clients.map(async (client) => {
      await ended(client)
      return (performance.now() - begun) / 1000
    }),
  )
  const took = Math.max(...each)
  const failed = clients.filter(({ exitCode }) => exitCode !== 0).length
  if (failed > 0) throw new Error(`${failed} of ${readers} readers failed at ${url}`)
  const gigabytes = (readers * mebibytes * 1024 * 1024) / 1e9
  return { rate: gigabytes / took, cpu: ((await cpuOf(pid)) - cpu) / gigabytes, p99: p99(each) }
}

/** Both in turn, so that what else the machine does falls on both. */
const compare = async (ours: Server, peer: Server | undefined, readers: number, size: number) => {
  const results: { ours: Result[]; peer: Result[] } = { ours: [], peer: [] }
  await fetchAll(ours, 1, size)
  await fetchAll(ours, 1, size)
  if (peer !== undefined) await fetchAll(peer, 1, size)
  for (let round = 0; round < rounds; round++) {
    results.ours.push(await fetchAll(ours, readers, size))
    if (peer !== undefined) results.peer.push(await fetchAll(peer, readers, size))
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

const measure = async (kind: 'hot' | 'cold', readers: number, mebibytes: number) => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  const ours = await startOurs(folder, mebibytes, kind === 'hot' ? 640 : 0)
  const peer = await startNginx(folder, ours.file)
  try {
    const results = await compare(ours, peer, readers, mebibytes)
    const name = `HTTP ${kind}, ${mebibytes} MiB, ${readers} reader${readers === 1 ? '' : 's'}`
    const rates = row(name, 'GB/s', ...pair(results, 'rate'), 'more')
    const cpu = row(`${name}: CPU`, 's/GB', ...pair(results, 'cpu'), 'less')
    const slow = row(`${name}: p99 of a reader`, 's', ...pair(results, 'p99'), 'less')
    const memory = [await peakMemory(ours.pid)]
    const peerMemory = peer === undefined ? [] : [await peakMemory(peer.pid)]
    return [rates, cpu, slow, row(`${name}: peak memory`, 'MiB', memory, peerMemory, 'less')]
  } finally {
    await ours.stop()
    await peer?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const pair = (results: { ours: Result[]; peer: Result[] }, key: keyof Result) =>
  [results.ours.map((one) => one[key]), results.peer.map((one) => one[key])] as const

export const run = async (): Promise<readonly Row[]> => {
  if (!existsSync(curl) || !existsSync('/proc/self/stat')) {
    process.stderr.write('HTTP figures need Linux and curl; skipped.\n')
    return []
  }
  const rows: Row[] = []
  for (const kind of ['hot', 'cold'] as const) {
    for (const { readers, mebibytes } of loads)
      rows.push(...(await measure(kind, readers, mebibytes)))
  }
  return rows
}
