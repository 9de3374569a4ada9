import type { ChildProcess } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hex } from '../src/shared/packet/dhcp/index.ts'
import { ipv4ToNumber, numberToIpv4 } from '../src/shared/base/index.ts'
import { linesOf, words, type Machine } from '../test/interop/support/cables.ts'

/** The segment all servers are measured on. */
export const plan = {
  subnet: '10.90.0.0/16',
  server: '10.90.0.1',
  pool: { first: '10.90.1.0', last: '10.90.99.255' },
  leaseTime: 3600,
  ports: {
    dhcp: 67,
    dhcpClient: 68,
    tftp: 69,
    waiter: 6501,
    rules: 6502,
    vcenter: 10443,
  },
}

/** A DHCP server under test. */
export type Peer = {
  readonly name: string
  /** Starts it with what `folder` holds of leases; resolves when it listens. */
  start(machine: Machine, port: string, folder: string): Promise<ChildProcess>
  /** Writes leases of the generator's first clients, for a server that is slow to give them. */
  prepare?(folder: string, clients: number): Promise<void>
}

/** A program of ours that takes a folder, an interface and the plan, and prints a line when it listens. */
const program = (name: string, file: string): Peer => ({
  name,
  async start(machine, port, folder) {
    const path = new URL(file, import.meta.url).pathname
    const child = machine.spawn(process.execPath, [path, folder, port, JSON.stringify(plan)])
    child.stderr?.pipe(process.stderr)
    await linesOf(child).until((line) => line)
    return child
  },
})

const keaConfig = (port: string, folder: string) => ({
  Dhcp4: {
    'interfaces-config': { interfaces: [port], 'dhcp-socket-type': 'udp' },
    'lease-database': { type: 'memfile', persist: true, name: join(folder, 'leases.csv') },
    'valid-lifetime': plan.leaseTime,
    subnet4: [{ subnet: plan.subnet, pools: [{ pool: `${plan.pool.first} - ${plan.pool.last}` }] }],
    loggers: [
      { name: 'kea-dhcp4', severity: 'INFO', output_options: [{ output: 'stdout', flush: true }] },
    ],
  },
})

const kea: Peer = {
  name: 'Kea 2.2 memfile',
  async start(machine, port, folder) {
    const config = join(folder, 'kea.json')
    await mkdir(join(folder, 'run'), { recursive: true })
    await writeFile(config, JSON.stringify(keaConfig(port, folder)))
    const run = join(folder, 'run')
    const child = machine.spawn(
      'env',
      words(`KEA_PIDFILE_DIR=${run} KEA_LOCKFILE_DIR=${run} kea-dhcp4 -c ${config}`),
    )
    await linesOf(child).until((line) => (line.includes('DHCP4_STARTED') ? line : undefined))
    return child
  },
}

/** The MAC of the generator's client of a number: it counts on from 00:0c:01:02:03:04. */
const generated = (client: number): string =>
  hex(Uint8Array.of(0, 12, 1, 2, 3 + ((4 + client) >> 8), (4 + client) & 255), ':')

/** A lease in dnsmasq's own file: end, MAC, address, name, client id. */
const dnsmasqLease = (client: number): string => {
  const mac = generated(client)
  const ends = Math.floor(Date.now() / 1000) + plan.leaseTime
  const address = numberToIpv4(ipv4ToNumber(plan.pool.first) + client)
  return `${String(ends)} ${mac} ${address} * 01:${mac}\n`
}

const dnsmasq: Peer = {
  name: 'dnsmasq --no-ping',
  prepare: (folder, clients) =>
    writeFile(
      join(folder, 'leases'),
      Array.from({ length: clients }, (_, client) => dnsmasqLease(client)).join(''),
    ),
  async start(machine, port, folder) {
    const range = `${plan.pool.first},${plan.pool.last},1h`
    const child = machine.spawn(
      'dnsmasq',
      words(
        `--keep-in-foreground --conf-file=/dev/null --port=0 --interface=${port} --dhcp-range=${range} --dhcp-lease-max=30000 --dhcp-leasefile=${join(folder, 'leases')} --no-ping --quiet-dhcp --log-facility=- --dhcp-authoritative --user=root`,
      ),
    )
    await new Promise<void>((resolve) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        if (chunk.includes('DHCP, ')) resolve()
      })
    })
    return child
  },
}

export const peers = {
  ours: program('Headwaiter', 'dhcp-server.ts'),
  kea,
  dnsmasq,
  canned: program('canned answers', 'dhcp-canned.ts'),
}

/** CPU seconds of a process so far, all threads; a tick of /proc is 10 ms. */
export const cpuOf = async (pid: number): Promise<number> => {
  const [, rest = ''] = (await readFile(`/proc/${String(pid)}/stat`, 'utf8')).split(') ')
  const fields = rest.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Largest resident memory so far, MiB. */
export const memoryOf = async (pid: number): Promise<number> =>
  Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024
