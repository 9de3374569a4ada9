import { execFileSync, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { linesOf, words, type Machine } from '../test/interop/support/cables.ts'

/** A TFTP server under test: serves a folder on 127.0.0.1:69 of its machine. */
export type TftpPeer = {
  readonly name: string
  /** Why it cannot run here. */
  missing(): string | undefined
  start(machine: Machine, folder: string, scratch: string): Promise<ChildProcess>
}

const needs = (program: string) => () =>
  existsSync(program) ? undefined : `${program} is not installed`

/** Reads the smallest file again and again until the server answers. */
const answering = async (machine: Machine): Promise<void> => {
  for (let tries = 0; tries < 50; tries += 1) {
    const { code } = await machine.run(
      'busybox',
      words('tftp -g -r small -l /dev/null 127.0.0.1'),
      3,
    )
    if (code === 0) return
  }
  throw new Error('The server does not answer.')
}

const started = async (machine: Machine, line: string): Promise<ChildProcess> => {
  const [command = '', ...args] = words(line)
  const child = machine.spawn(command, args)
  await answering(machine)
  return child
}

export const ours: TftpPeer = {
  name: 'Headwaiter',
  missing: () => undefined,
  start: async (machine, folder) => {
    const program = new URL('tftp-server.ts', import.meta.url).pathname
    const child = machine.spawn(process.execPath, [program, folder])
    child.stderr?.pipe(process.stderr)
    await linesOf(child).until((line) => (line.startsWith('listening') ? line : undefined))
    return child
  },
}

/**
 * A server as Debian packages it: the installed one, or one that is only unpacked, with its libraries beside it.
 * atftpd and tftpd-hpa have no room beside each other, and an installed server would start by itself.
 */
const debianServer = (program: string, scratch: string): string => {
  if (existsSync(program)) return program
  const unpacked = join(scratch, program)
  if (!existsSync(unpacked)) {
    const packages = ['atftpd', 'tftpd-hpa', 'libwrap0', 'libnsl2', 'libtirpc3']
    const options = { cwd: scratch, stdio: 'ignore' } as const
    execFileSync('apt-get', ['download', ...packages], options)
    execFileSync('sh', ['-c', 'for each in *.deb; do dpkg -x $each .; done'], options)
  }
  const libraries = execFileSync('find', [scratch, '-name', 'lib*.so.*', '-printf', '%h:'])
  return `env LD_LIBRARY_PATH=${libraries.toString()} ${unpacked}`
}

const atftpd: TftpPeer = {
  name: 'atftpd',
  missing: needs('/usr/bin/apt-get'),
  start: (machine, folder, scratch) =>
    started(
      machine,
      `${debianServer('/usr/sbin/atftpd', scratch)} --daemon --no-fork --port 69 --maxthread 400 --bind-address 127.0.0.1 ${folder}`,
    ),
}

const dnsmasq: TftpPeer = {
  name: 'dnsmasq',
  missing: needs('/usr/sbin/dnsmasq'),
  start: (machine, folder) =>
    started(
      machine,
      `/usr/sbin/dnsmasq --no-daemon --conf-file=/dev/null --port=0 --user=root --enable-tftp --tftp-root=${folder} --tftp-max=400 --listen-address=127.0.0.1 --bind-interfaces --pid-file=`,
    ),
}

const hpa: TftpPeer = {
  name: 'tftpd-hpa',
  missing: needs('/usr/bin/apt-get'),
  start: (machine, folder, scratch) =>
    started(
      machine,
      `${debianServer('/usr/sbin/in.tftpd', scratch)} --foreground --ipv4 --listen --secure --user root ${folder}`,
    ),
}

export const peers: readonly TftpPeer[] = [hpa, dnsmasq, atftpd]
