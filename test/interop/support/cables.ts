import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { end, segmentMissing } from './segment.ts'

/** Why cables cannot be laid here, or undefined when they can: a reason, or the first program that is not installed. */
export const cablesMissing = (...programs: readonly string[]): string | undefined =>
  segmentMissing() ?? programs.find((program) => !existsSync(program))?.concat(' is missing')

/** The arguments of a command line without quotes. */
export const words = (line: string): readonly string[] => line.split(' ')

/** A title that says why the tests under it are skipped, if they are. */
export const titled = (title: string, missing: string | undefined): string =>
  missing === undefined ? title : `${title} [skipped: ${missing}]`

const ip = (...args: readonly string[]) =>
  execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** One machine: a namespace. */
export type Machine = {
  readonly name: string
  spawn(command: string, args: readonly string[]): ChildProcess
  /** Runs a program to its end; what it printed on both outputs, and its exit code. */
  run(command: string, args: readonly string[], seconds?: number): Promise<Ran>
}
export type Ran = { readonly code: number | null; readonly output: string }

/** Namespaces and the cables between them, for protocols that need two ends and no rack. */
export type Cables = {
  /** For files of the test; it goes with the cables. */
  readonly folder: string
  machine(): Machine
  /** A cable between two machines; each end gets its name, and an address when given (`10.9.0.1/24`). */
  connect(a: End, b: End): void
  close(): Promise<void>
}
export type End = {
  readonly machine: Pick<Machine, 'name'>
  readonly port: string
  readonly address?: string
  readonly mac?: string
}

const collect = (child: ChildProcess, seconds: number): Promise<Ran> =>
  new Promise((resolve) => {
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, output })
    })
  })

/** Quiet machines: no IPv6 chatter, so every packet on a cable is one that a test sent. */
const hush = (name: string) => {
  for (const scope of ['all', 'default'])
    execFileSync(
      'ip',
      ['netns', 'exec', name, 'sysctl', '-qw', `net.ipv6.conf.${scope}.disable_ipv6=1`],
      { stdio: 'ignore' },
    )
}

let made = 0

export const openCables = (label: string): Cables => {
  const folder = mkdtempSync(join(tmpdir(), `headwaiter-${label}-`))
  const names: string[] = []
  const children: ChildProcess[] = []
  return {
    folder,
    machine() {
      const name = `hw-${label}-${String(process.pid)}-${String(made++)}`
      ip('netns', 'add', name)
      names.push(name)
      hush(name)
      ip('-n', name, 'link', 'set', 'lo', 'up')
      const start = (command: string, args: readonly string[]) => {
        const child = spawn('ip', ['netns', 'exec', name, command, ...args])
        children.push(child)
        return child
      }
      return {
        name,
        spawn: start,
        run: (command, args, seconds = 30) => collect(start(command, args), seconds),
      }
    },
    connect(a, b) {
      ip(
        '-n',
        a.machine.name,
        'link',
        'add',
        a.port,
        'type',
        'veth',
        'peer',
        'name',
        b.port,
        'netns',
        b.machine.name,
      )
      for (const { machine, port, address, mac } of [a, b]) {
        if (mac !== undefined) ip('-n', machine.name, 'link', 'set', port, 'address', mac)
        if (address !== undefined) ip('-n', machine.name, 'addr', 'add', address, 'dev', port)
        ip('-n', machine.name, 'link', 'set', port, 'up')
      }
    },
    async close() {
      await Promise.all(children.map((child) => end(child)))
      for (const name of names) ip('netns', 'del', name)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** From now on machines drop so many of 10,000 packets of a protocol that come in. */
export const lose = async (
  machines: readonly Machine[],
  protocol: 'udp' | 'tcp',
  share: number,
): Promise<void> => {
  for (const machine of machines)
    for (const line of [
      'add table ip loss',
      'add chain ip loss input { type filter hook input priority 0; }',
      `add rule ip loss input meta l4proto ${protocol} numgen random mod 10000 < ${String(share)} drop`,
    ]) {
      const { code, output } = await machine.run('nft', [line])
      if (code !== 0) throw new Error(output)
    }
}

/** Packets an interface has received, by the kernel's own count. */
export const receivedPackets = async ({
  machine,
  port,
}: {
  readonly machine: Machine
  readonly port: string
}): Promise<number> => {
  const { output } = await machine.run('cat', [`/sys/class/net/${port}/statistics/rx_packets`])
  return Number(output)
}

/** Lines a child prints, as they come; `until` waits for one. */
export const linesOf = (child: ChildProcess) => {
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const each of waiting) each()
  }
  const { stdout } = child
  if (stdout === null) throw new Error('The program has no output.')
  createInterface({ input: stdout }).on('line', (line) => {
    lines.push(line)
    wake()
  })
  child.on('exit', wake)
  return {
    lines,
    /** The first line that fits. Rejects when the program ends first or after `seconds`. */
    until: async <T>(pick: (line: string) => T | undefined, seconds = 20): Promise<T> => {
      const late = AbortSignal.timeout(seconds * 1000)
      for (;;) {
        for (const line of lines) {
          const found = pick(line)
          if (found !== undefined) return found
        }
        if (child.exitCode !== null || late.aborted)
          throw new Error(
            `Not seen among ${String(lines.length)} lines: ${lines.slice(-5).join('\n')}`,
          )
        await new Promise<void>((resolve) => {
          const go = () => {
            waiting.delete(go)
            late.removeEventListener('abort', go)
            resolve()
          }
          waiting.add(go)
          late.addEventListener('abort', go)
        })
      }
    },
  }
}
