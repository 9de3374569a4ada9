import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serveWebSocket, type ControlServer } from '../../src/main/api/index.ts'
import { createProgram } from '../../src/main/cli/program.ts'
import { serveAtKept } from '../../src/main/cli/screen-address.ts'
import { createLabNetwork } from '../../src/main/net/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { openSyslog, type Syslog } from '../../src/main/syslog/index.ts'
import { createRig, type Rig } from '../api/rig.ts'

const server = '127.165.0.1'
const sender = '127.165.0.9'
const clock = createSystemClock()

describe('logs on the command line', () => {
  let folder: string
  let syslog: Syslog
  let control: ControlServer
  let rig: Rig

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-logs-'))
    syslog = await openSyslog({
      folder: join(folder, 'logs'),
      identify: { byAddress: () => undefined },
      journal: { subscribe: () => () => undefined },
      record: () => Promise.resolve([]),
      clock,
      onUnexpected: (error) => {
        throw error
      },
    })
    await syslog.join({ network: createLabNetwork({ address: server }), ports: { udp: 0, tcp: 0 } })
    rig = await createRig({ logs: syslog })
    control = await serveAtKept(folder, 0, (address) =>
      serveWebSocket({ router: rig.router, ...address }),
    )
  })
  afterEach(async () => {
    await control.close()
    await syslog.close()
    await rm(folder, { recursive: true, force: true })
  })

  const send = async (...messages: readonly string[]) => {
    const port = Number(syslog.state().listening[0]?.split(':')[2])
    const socket = createSocket('udp4').bind({ address: sender })
    await once(socket, 'listening')
    for (const message of messages)
      await new Promise<void>((resolve) => {
        socket.send(message, port, server, () => resolve())
      })
    socket.close()
  }
  const start = (...args: readonly string[]) => {
    const printed: string[] = []
    const said: string[] = []
    const program = createProgram({
      output: {
        print: (text) => void printed.push(text),
        say: (text) => void said.push(text),
        colour: false,
      },
      clock,
    })
    const ended = program.parseAsync(['logs', ...args, '--lab', folder], { from: 'user' })
    return { printed, said, ended }
  }
  const logs = async (...args: readonly string[]) => {
    const { printed, ended } = start(...args)
    await ended
    return printed
  }

  it('says where hosts send their logs while none has come, and then who was heard', async () => {
    expect(await logs()).toEqual([
      expect.stringContaining('Syslog.global.logHost'),
      expect.stringMatching(/^ {2}udp:\/\/127\.165\.0\.1:\d+$/),
      expect.stringMatching(/^ {2}tcp:\/\/127\.165\.0\.1:\d+$/),
    ])
    await send('<11>hostd: one')
    await expect
      .poll(() => logs())
      .toEqual([expect.stringMatching(/^127\.165\.0\.9 +last heard \d{4}-\d\d-\d\d [\d:]{8}$/)])
  })

  it('prints the lines that are asked for, as text and as JSON', async () => {
    await send('<11>hostd: one', '<14>vpxa: two \u001b[31m', '<12>vpxa: three')
    await expect.poll(() => logs(sender).then(({ length }) => length)).toBe(3)
    expect(await logs(sender)).toEqual([
      expect.stringMatching(/^[-\d]{10} [:\d]{8} error {5}hostd: one$/),
      expect.stringMatching(/ info {6}vpxa: two ␛\[31m$/),
      expect.stringMatching(/ warning {3}vpxa: three$/),
    ])
    expect(await logs(sender, '--severity', 'warning')).toHaveLength(2)
    expect(await logs(sender, '--text', 'VPXA', '--last', '1')).toEqual([
      expect.stringContaining('three'),
    ])
    const [line = ''] = await logs(sender, '--text', 'one', '--json')
    expect(JSON.parse(line)).toMatchObject({ severity: 'error', program: 'hostd', address: sender })
  })

  it('says of a name nobody was heard by who was heard, and of a filter that nothing is like that', async () => {
    const silence = async (...args: readonly string[]) => {
      const { printed, said, ended } = start(...args)
      await ended
      expect(printed).toEqual([])
      return said
    }
    expect((await silence('esx-10'))[0]).toBe('Nothing was heard of esx-10.')
    await send('<14>hostd: one')
    await expect.poll(() => logs(sender).then(({ length }) => length)).toBe(1)
    expect(await silence('esx-10', '--json')).toEqual([
      'Nothing was heard of esx-10.',
      expect.stringMatching(/^127\.165\.0\.9 +last heard/),
    ])
    expect(await silence(sender, '--severity', 'error')).toEqual([
      `No line of ${sender} is like that.`,
    ])
  })

  it('goes on with what comes', async () => {
    await send('<11>hostd: one')
    await expect.poll(() => logs(sender).then(({ length }) => length)).toBe(1)
    const { printed, ended } = start(sender, '--follow')
    await expect.poll(() => printed.length).toBe(1)
    await send('<11>hostd: two')
    await expect.poll(() => printed.at(-1)).toMatch(/two$/)
    process.emit('SIGTERM')
    await ended
  })
})
