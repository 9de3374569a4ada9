import { type ChildProcess, execFileSync, spawn, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ip = (...args: readonly string[]) =>
  execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] })

/** Why namespaces cannot be made here, or undefined when they can. */
export const segmentMissing = (): string | undefined => {
  if (process.platform !== 'linux') return 'network namespaces need Linux'
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  if (!existsSync('/dev/net/tun')) return '/dev/net/tun is missing'
  return undefined
}

/** A rack's network in a namespace of its own: one bridge that carries our address, and ports for guests. */
export type Segment = {
  readonly name: string
  readonly bridge: string
  readonly address: string
  /** For files of the test; it goes with the segment. */
  readonly folder: string
  /** Adds a tap port for a guest. */
  tap(): string
  /** Starts a program inside. It is ended with the segment at the latest. */
  spawn(command: string, args: readonly string[], options?: SpawnOptions): ChildProcess
  /** Runs a program inside to its end; its standard output. */
  exec(command: string, args: readonly string[]): string
  close(): Promise<void>
}

/** Ends one child by its pid and waits until it is gone. */
export const end = async (
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(timer)
}

/** Makes the namespace. `address` is ours on the bridge, with its prefix length: `10.99.0.1/24`. */
export const openSegment = (label: string, address: string): Segment => {
  const name = `hw-${label}-${process.pid}`
  const bridge = 'rack0'
  const folder = mkdtempSync(join(tmpdir(), `headwaiter-${label}-`))
  const children: ChildProcess[] = []
  let taps = 0
  ip('netns', 'add', name)
  for (const command of [
    ['link', 'set', 'lo', 'up'],
    ['link', 'add', bridge, 'type', 'bridge', 'forward_delay', '0', 'mcast_snooping', '0'],
    ['addr', 'add', address, 'dev', bridge],
    ['link', 'set', bridge, 'up'],
  ])
    ip('-n', name, ...command)

  return {
    name,
    bridge,
    address: address.split('/')[0] ?? '',
    folder,
    tap: () => {
      const tap = `guest${taps++}`
      ip('-n', name, 'tuntap', 'add', 'dev', tap, 'mode', 'tap')
      ip('-n', name, 'link', 'set', tap, 'master', bridge, 'up')
      return tap
    },
    spawn: (command, args, options = {}) => {
      const child = spawn('ip', ['netns', 'exec', name, command, ...args], options)
      children.push(child)
      return child
    },
    exec: (command, args) =>
      execFileSync('ip', ['netns', 'exec', name, command, ...args], {
        encoding: 'utf8',
        timeout: 30_000,
      }),
    close: async () => {
      await Promise.all(children.map((child) => end(child)))
      ip('netns', 'del', name)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
