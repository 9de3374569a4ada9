import { readFile, readdir, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { rowsOf } from './kernel-table.ts'

export type Protocol = 'udp' | 'tcp'

/** A program that holds a port. */
export type PortHolder = { readonly pid: number; readonly program: string }

/** One line of `/proc/net/udp` or `tcp` that matters here. */
type SocketRow = { readonly address: string; readonly port: number; readonly inode: string }

const listening = '0A'

/** `0100007F` is 127.0.0.1: the kernel prints the word as the machine holds it. */
const addressFromHex = (hex: string): string =>
  hex.length === 8
    ? [6, 4, 2, 0].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join('.')
    : '::'

/** Reads the table the kernel prints in `/proc/net/{udp,tcp,udp6,tcp6}`. Of TCP only listeners. */
export const parseSocketTable = (text: string, protocol: Protocol): readonly SocketRow[] =>
  rowsOf(text)
    .filter((fields) => fields.length > 9 && (protocol === 'udp' || fields[3] === listening))
    .map((fields) => {
      const [address = '', port = ''] = (fields[1] ?? '').split(':')
      return {
        address: addressFromHex(address),
        port: Number.parseInt(port, 16),
        inode: fields[9] ?? '',
      }
    })

const anywhere = (address: string) => address === '0.0.0.0' || address === '::'

/** Whether a socket at `held` stands in the way of one at `wanted`. */
const collides = (held: string, wanted: string) =>
  held === wanted || anywhere(held) || anywhere(wanted)

const readTable = async (proc: string, protocol: Protocol): Promise<readonly SocketRow[]> => {
  const texts = await Promise.all(
    [protocol, `${protocol}6`].map((name) =>
      readFile(join(proc, 'net', name), 'utf8').catch(() => ''),
    ),
  )
  return texts.flatMap((text) => parseSocketTable(text, protocol))
}

/** Processes that end or belong to another user while we look are skipped. */
const holdsSocket = async (proc: string, pid: string, inodes: ReadonlySet<string>) => {
  const folder = join(proc, pid, 'fd')
  const files = await readdir(folder).catch(() => [])
  for (const file of files) {
    const target = await readlink(join(folder, file)).catch(() => '')
    if (target.startsWith('socket:[') && inodes.has(target.slice(8, -1))) return true
  }
  return false
}

/** Names of programs that say little without the script they run. */
const interpreter = /^(node|python|perl|ruby|java|electron)/

/** A program's name from `/proc/<pid>/cmdline`: `dnsmasq`, `node cli.ts`. */
export const programName = (commandLine: string): string => {
  const [path = 'unknown', script = ''] = commandLine
    .split('\0')
    .filter((word) => word !== '' && !word.startsWith('-'))
  const program = basename(path)
  // Code that an interpreter is given in place of a script has blanks.
  const isScript = interpreter.test(program) && script !== '' && !/\s/.test(script)
  return isScript ? `${program} ${basename(script)}` : program
}

/**
 * Which program holds a port, where the system tells: Linux, and there only programs whose open files
 * this user may see. `undefined` when it does not.
 */
export const findPortHolder = async (
  protocol: Protocol,
  at: { readonly address: string; readonly port: number },
  proc = '/proc',
): Promise<PortHolder | undefined> => {
  const rows = await readTable(proc, protocol)
  const inodes = new Set(
    rows
      .filter((row) => row.port === at.port && collides(row.address, at.address))
      .map((row) => row.inode),
  )
  if (inodes.size === 0) return undefined
  const pids = (await readdir(proc).catch(() => [])).filter((name) => /^\d+$/.test(name))
  for (const pid of pids) {
    if (!(await holdsSocket(proc, pid, inodes))) continue
    const commandLine = await readFile(join(proc, pid, 'cmdline'), 'utf8').catch(() => '')
    return { pid: Number(pid), program: programName(commandLine) }
  }
  return undefined
}
