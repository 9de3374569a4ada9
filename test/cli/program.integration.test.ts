import { spawn, type ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { parse, stringify } from 'yaml'
import type { Contract } from '../../src/shared/contract/index.ts'
import { openStores } from '../../src/main/journal/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { parseDocument, rebase } from '../../src/shared/document/index.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const program = join(root, 'src/main/cli.ts')

type Ran = { readonly code: number | null; readonly out: string; readonly err: string }

const start = (args: readonly string[], env = {}): ChildProcess =>
  spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', ...env },
  })

const run = async (...args: readonly string[]): Promise<Ran> => {
  const child = start(args)
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

describe('the command line', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'headwaiter-cli-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('names its commands in the help', async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    for (const command of ['lab', 'serve', 'lesson', 'import', 'doctor'])
      expect(out).toContain(command)
    expect(out).toContain('npm start --silent -- COMMAND --json')
  })

  it.each([
    ['storm', '--at-once'],
    ['import', 'scripts'],
  ])('says what %s takes, by either way of asking', async (command, takes) => {
    const [asked, flagged] = await Promise.all([run('help', command), run(command, '--help')])
    expect(asked).toEqual(flagged)
    expect(asked.out).toContain(takes)
  })

  it.each([
    ['an unknown command', ['dance'], /unknown command/],
    ['an unknown option', ['lab', '--fast'], /unknown option/],
    ['a speed out of range', ['lab', '--speed', '99'], /from 0.1 to 50/],
    ['a scenario that is none', ['matrix', '--only', 'A,Z'], /scenarios are A, B/],
    ['help on an unknown command', ['help', 'dance'], /unknown command/],
    ['a port that is none', ['lab', '--port', 'eighty'], /port from 0/],
    ['a version that is none', ['images', 'restore', 'x', 'y'], /whole number/],
    [
      'a proxy on another machine in front of the loopback lab',
      ['proxy-config', 'nginx', '--listen', '10.0.0.9:5100'],
      /does not reach the loopback lab.*--server/,
    ],
    ['serve without an interface', ['serve'], /--interface/],
    [
      'a kernel import without its initrd',
      ['import', 'linux', '--kernel', 'x', '--name', 'y'],
      /--initrd/,
    ],
  ])('refuses %s and says what it wants', async (_, args, said) => {
    const { code, err } = await run(...args)
    expect(code).toBe(2)
    expect(err).toMatch(said)
    expect(err).toContain('cli.usage')
  })

  it('says where the options of the command stand that was typed wrong', async () => {
    expect((await run('images', 'dance')).err).toContain('npm start -- images --help')
    expect((await run('dance')).err).toContain('npm start -- --help')
  })

  it('does not open and close ports in one go', async () => {
    const { code, err } = await run('doctor', '--open-ports', '--close-ports')
    expect([code, err]).toEqual([2, expect.stringContaining('cannot be used with')])
  })

  it('does not serve an interface that nobody said is theirs', async () => {
    const { code, err } = await run('serve', '--interface', 'lo', '--lab', join(folder, 'unserved'))
    expect(code).toBe(1)
    expect(err).toMatch(/net\.not-confirmed/)
  })

  it('names a lesson it does not know', async () => {
    const { code, err } = await run('lesson', 'juggling')
    expect(code).toBe(1)
    expect(err).toContain('lesson.unknown')
  })

  it('says that the file of a lesson is missing', async () => {
    const { code, err } = await run('lesson', join(folder, 'juggling.yaml'))
    expect(code).toBe(1)
    expect(err).toContain('document.unreadable')
  })

  it('does not run the lesson that ships in place of a file with its id', async () => {
    const file = join(folder, 'mine.yaml')
    cpSync(join(root, 'resources/lessons/pxe-outage.yaml'), file)
    const { code, out, err } = await run('lesson', file)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('there is another lesson pxe-outage')
  })

  it.each([
    ['missing', undefined, 'document.unreadable'],
    ['not YAML', '{ name: [', 'document.unreadable'],
    ['YAML but no lab', 'name: shopping list\n', 'document.invalid'],
  ])('refuses a lab file that is %s', async (name, text, errorCode) => {
    const file = join(folder, `${name}.yaml`)
    if (text !== undefined) writeFileSync(file, text)
    const { code, err } = await run(
      ...['import', 'folder', folder, '--lab', join(folder, 'none'), '--file', file],
    )
    expect(code).toBe(1)
    expect(err).toContain(errorCode)
    expect(err).toContain('remedy')
  })

  it('names the module that an image folder lacks', async () => {
    writeFileSync(join(folder, 'boot.cfg'), 'kernel=k.b00\nmodules=a.b00 --- gone.v00\n')
    for (const file of ['k.b00', 'a.b00']) writeFileSync(join(folder, file), file)
    const { code, err } = await run('import', 'folder', folder, '--lab', join(folder, 'images'))
    expect(code).toBe(1)
    expect(err).toContain('gone.v00')
    expect(err).toContain('image.missing-module')
  })

  it('says who holds a port that the lab needs, and leaves nothing open', async () => {
    const demo = parseDocument(
      parse(await readFile(join(root, 'resources/labs/demo.yaml'), 'utf8')),
    )
    const document = rebase(demo, '127.143.0.0/16')
    const file = join(folder, 'taken.yaml')
    writeFileSync(file, stringify(document))
    const holder = createSocket('udp4').bind(document.network.ports.tftp, document.network.server)
    await once(holder, 'listening')
    try {
      const { code, err } = await run(
        'lab',
        '--no-open',
        '--lab',
        join(folder, 'taken'),
        '--file',
        file,
      )
      expect(code).toBe(1)
      expect(err).toContain('net.port-in-use')
      expect(err).toContain(`process ${process.pid}`)
    } finally {
      holder.close()
    }
  })

  it('ends when a part of the lab cannot be opened', { timeout: 60_000 }, async () => {
    const lab = join(folder, 'half-open')
    mkdirSync(lab)
    // Where vCenter keeps its authority; threads of the journal and the hosts run by then.
    writeFileSync(join(lab, 'vcenter-ca'), '')
    expect(await run('lab', '--no-open', '--lab', lab)).toMatchObject({
      code: 1,
      err: expect.stringContaining('EEXIST'),
    })
  })

  it('says that a file cannot be written, and that this is no defect', async () => {
    const lab = join(folder, 'told')
    mkdirSync(lab)
    const stores = await openStores({ file: join(lab, 'lab.sqlite'), clock: createSystemClock() })
    await stores.close()
    const file = join(folder, 'absent', 'report.zip')
    const { code, err } = await run('diagnostics', file, '--lab', lab)
    expect(code).toBe(1)
    expect(err).toContain(`${file} could not be written`)
    expect(err).toContain('cli.file-not-written')
  })

  /** Starts a command whose lab is in a folder of its own, and waits until the journal is there. */
  const startInside = async (temporary: string, ...args: readonly string[]) => {
    // A second try begins anew.
    rmSync(temporary, { recursive: true, force: true })
    mkdirSync(temporary)
    const child = start(args, { TMPDIR: temporary })
    const isOpen = () =>
      readdirSync(temporary).some((name) => existsSync(join(temporary, name, 'lab.sqlite')))
    await expect.poll(isOpen, { timeout: 30_000 }).toBe(true)
    return child
  }

  it('leaves nothing behind when Ctrl-C ends a storm', { timeout: 60_000 }, async () => {
    const temporary = join(folder, 'storm')
    const child = await startInside(temporary, 'storm', '--hosts', '4', '--speed', '1')
    // TFTP's thread sleeps in a native call by then.
    await setTimeout(1_000)
    child.kill('SIGINT')
    const [code] = (await once(child, 'exit')) as [number | null]
    expect(code).toBe(130)
    expect(readdirSync(temporary)).toEqual([])
  })

  it('ends with the reader of its pipe, and says nothing', { timeout: 60_000 }, async () => {
    const temporary = join(folder, 'piped')
    const child = await startInside(temporary, 'lesson', 'auto-deploy-outage', '--speed', '50')
    let err = ''
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
    child.stdout?.once('data', () => child.stdout?.destroy())
    const [code] = (await once(child, 'close')) as [number | null]
    expect({ code, err }).toEqual({ code: 141, err: '' })
    expect(readdirSync(temporary)).toEqual([])
  })

  it(
    'stops everything within two seconds of Ctrl-C, in the middle of a rack boot',
    { timeout: 90_000 },
    async () => {
      const demo = parseDocument(
        parse(await readFile(join(root, 'resources/labs/demo.yaml'), 'utf8')),
      )
      const file = join(folder, 'stop.yaml')
      writeFileSync(file, stringify(rebase(demo, '127.142.0.0/16')))
      const child = start(['lab', '--no-open', '--lab', join(folder, 'stop'), '--file', file])
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
      await expect.poll(() => said, { timeout: 50_000 }).toMatch(/http:\/\/127\.0\.0\.1:/)
      const url = new URL(/http:\S+/.exec(said)?.[0] ?? '')
      const socket = new WebSocket(`ws://${url.host}/api?token=${url.searchParams.get('token')}`)
      const client: ContractRouterClient<Contract> = createORPCClient(
        new RPCLink({ websocket: socket }),
      )
      await client.host.powerOn({ hosts: demo.hosts.map(({ id }) => id) })
      for await (const facts of await client.journal.follow({ after: 0 })) {
        if (facts.some(({ fact }) => fact.type === 'mboot.moduleReceived')) break
      }
      const asked = performance.now()
      child.kill('SIGINT')
      const [code] = (await once(child, 'exit')) as [number | null]
      expect(code).toBe(0)
      expect(performance.now() - asked).toBeLessThan(2_000)
    },
  )
})
