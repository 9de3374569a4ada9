import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { LabError } from '../../shared/base/index.ts'

/** Ports a real network needs of us below 1024: DHCP, its clients' (to hear other servers), TFTP. */
export const lowPorts = [67, 68, 69] as const
const lowest = lowPorts[0]

const setting = 'net.ipv4.ip_unprivileged_port_start'
/** Bit of CAP_NET_BIND_SERVICE in the capability sets of /proc. */
const bindService = 10n

/** Whether low ports can be opened, why, and what would change it. */
export type LowPorts =
  | { readonly kind: 'open'; readonly because: 'root' | 'capability' | 'setting' | 'notNeeded' }
  | {
      readonly kind: 'closed'
      /** First port that any user may open. */
      readonly firstOpen: number
      /** What `openLowPorts` would do, as a person would type it. */
      readonly command: string
      readonly explanation: string
    }

/** Where the kernel keeps what matters here; a test gives its own folder. */
export type Places = { readonly proc: string; readonly uid: number | undefined }
const here = (): Places => ({ proc: '/proc', uid: process.getuid?.() })

const settingFile = (proc: string) => join(proc, 'sys/net/ipv4/ip_unprivileged_port_start')

const firstOpenPort = async (proc: string): Promise<number> =>
  Number((await readFile(settingFile(proc), 'utf8').catch(() => '1024')).trim())

const hasCapability = async (proc: string): Promise<boolean> => {
  const status = await readFile(join(proc, 'self/status'), 'utf8').catch(() => '')
  const effective = /^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1]
  return effective !== undefined && ((BigInt(`0x${effective}`) >> bindService) & 1n) === 1n
}

/** Says whether ports 67 to 69 can be opened by this user. Changes nothing. */
export const diagnoseLowPorts = async (places: Places = here()): Promise<LowPorts> => {
  // Windows and macOS (since 10.14) let any user open them.
  if (places.uid === undefined || process.platform === 'darwin')
    return { kind: 'open', because: 'notNeeded' }
  const firstOpen = await firstOpenPort(places.proc)
  if (firstOpen <= lowest) return { kind: 'open', because: 'setting' }
  if (places.uid === 0) return { kind: 'open', because: 'root' }
  if (await hasCapability(places.proc)) return { kind: 'open', because: 'capability' }
  return {
    kind: 'closed',
    firstOpen,
    command: `sudo sysctl -w ${setting}=${String(lowest)}`,
    explanation:
      `Linux lets only root open ports below ${String(firstOpen)}; DHCP needs 67, TFTP 69, logs 514. ` +
      `This one setting lets every program of this machine open ports from ${String(lowest)} up. ` +
      'It lasts until the next restart, and it can be undone at any time. Headwaiter itself never runs as root.',
  }
}

/** Runs a command as root, asking the person where needed. */
export type AsRoot = (command: string, args: readonly string[]) => Promise<void>

/** Directly when we are root, else by pkexec, which shows its own window. */
const asRoot: AsRoot = async (command, args) => {
  const [program, ...rest] =
    process.getuid?.() === 0 ? [command, ...args] : ['pkexec', command, ...args]
  await promisify(execFile)(program, rest)
}

/** Where the value from before is kept, so that it can be put back by a later run. */
const undoFile = (folder: string) => join(folder, 'low-ports.before')

const set = async (run: AsRoot, value: number) => {
  try {
    await run('sysctl', ['-q', '-w', `${setting}=${String(value)}`])
  } catch (error) {
    throw new LabError(
      'net.setting-refused',
      `The system did not accept it: sudo sysctl -w ${setting}=${String(value)}`,
      { setting, value },
      error,
    )
  }
}

/**
 * Opens the low ports to every user, on a person's request alone. `folder` keeps the value from before for
 * `closeLowPorts`. `LabError` `net.setting-refused`.
 */
export const openLowPorts = async (
  folder: string,
  { run = asRoot, places = here() }: { readonly run?: AsRoot; readonly places?: Places } = {},
): Promise<{ readonly before: number; readonly now: number }> => {
  const before = await firstOpenPort(places.proc)
  if (before <= lowest) return { before, now: before }
  await writeFile(undoFile(folder), `${String(before)}\n`)
  try {
    await set(run, lowest)
  } catch (error) {
    await rm(undoFile(folder))
    throw error
  }
  return { before, now: lowest }
}

/**
 * Puts the setting back as it was before `openLowPorts`. Does nothing when that was never called, or when a restart or
 * somebody else has changed the setting since: what was there before is no longer to be put back.
 */
export const closeLowPorts = async (
  folder: string,
  { run = asRoot, places = here() }: { readonly run?: AsRoot; readonly places?: Places } = {},
): Promise<{ readonly now: number } | undefined> => {
  const kept = await readFile(undoFile(folder), 'utf8').catch(() => undefined)
  if (kept === undefined) return undefined
  const isOurs = (await firstOpenPort(places.proc)) === lowest
  if (isOurs) await set(run, Number(kept))
  await rm(undoFile(folder))
  if (!isOurs) return undefined
  return { now: Number(kept) }
}
