import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LogLine } from '../../src/shared/syslog/index.ts'
import {
  cablesMissing,
  openCables,
  titled,
  words,
  type Cables,
  type Machine,
} from './support/cables.ts'
import { serveLab, type ServedLab } from './support/served-lab.ts'
import type { Segment } from './support/segment.ts'

const missing = cablesMissing('/usr/bin/logger')
const busybox = ['/usr/bin/busybox', '/bin/busybox'].find(existsSync)

describe.skipIf(missing !== undefined)(titled('logs of real clients', missing), () => {
  let cables: Cables
  let folder: string
  let lab: ServedLab
  let client: Machine
  beforeAll(async () => {
    cables = openCables('syslog')
    const house = cables.machine()
    client = cables.machine()
    cables.connect(
      { machine: house, port: 'rack0', address: '10.162.0.1/24' },
      { machine: client, port: 'nic', address: '10.162.0.9/24' },
    )
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-syslog-'))
    lab = await serve(house, 'rack0', 'lab')
  }, 60_000)
  afterAll(async () => {
    await cables.close()
    await rm(folder, { recursive: true, force: true })
  })

  const serve = (house: Machine, bridge: string, name: string) => {
    const spawn: Segment['spawn'] = (command, args) => house.spawn(command, args)
    const segment: Pick<Segment, 'bridge' | 'spawn'> = { bridge, spawn }
    return serveLab(segment as Segment, ['--lab', join(folder, name)])
  }

  const logs = async () =>
    (await lab.call('logs', 'read', { sender: '10.162.0.9', last: 100 })) as LogLine[]
  const withText = async (text: string) => (await logs()).find((line) => line.text.includes(text))

  it('are received on a served interface at the usual ports, pinned to it', async () => {
    expect(await lab.call('logs', 'state', {})).toMatchObject({
      problems: [],
      listening: expect.arrayContaining(['udp://10.162.0.1:514', 'tcp://10.162.0.1:1514']),
    })
  })

  it.each([
    ['--udp --port 514 --rfc5424', 'rfc5424'],
    ['--udp --port 514 --rfc3164', 'rfc3164'],
    ['--tcp --port 1514 --rfc5424', 'rfc5424'],
    ['--tcp --port 1514 --rfc3164', 'rfc3164'],
    ['--tcp --port 1514 --rfc5424 --octet-count', 'rfc5424'],
    ['--tcp --port 1514 --rfc3164 --octet-count', 'rfc3164'],
  ])('of logger %s', async (how, form) => {
    const text = `disk is slow (${how.replaceAll('-', '')})`
    const { code, output } = await client.run('/usr/bin/logger', [
      ...words(`--server 10.162.0.1 ${how} --priority local4.warning --tag hostd`),
      text,
    ])
    expect([code, output]).toEqual([0, ''])
    await expect
      .poll(() => withText(text), { timeout: 10_000 })
      .toMatchObject({ form, severity: 'warning', facility: 20, program: 'hostd' })
  })

  it('are the only thing that is missing where another program holds the port', async () => {
    const house = cables.machine()
    cables.connect(
      { machine: house, port: 'rack1', address: '10.163.0.1/24' },
      { machine: client, port: 'nic1' },
    )
    const holder = house.spawn(process.execPath, [
      '-e',
      "require('node:dgram').createSocket('udp4').bind(514, () => process.stdout.write('held\\n'))",
    ])
    await once(holder.stdout ?? holder, 'data')
    const other = await serve(house, 'rack1', 'other')
    expect(other.said).toMatch(
      /Logs of hosts are not received at udp:\/\/10\.163\.0\.1:514: .*held/,
    )
    expect(other.said).toMatch(/LIVE on rack1/)
    expect(await other.call('logs', 'state', {})).toMatchObject({
      listening: expect.arrayContaining(['tcp://10.163.0.1:1514']),
    })
  })

  it.skipIf(busybox === undefined)(
    titled('of busybox syslogd', busybox === undefined ? 'busybox is missing' : undefined),
    async () => {
      // It listens at /dev/log alone; a mount of its own keeps that of the machine out of it.
      const script = [
        'mount -t tmpfs none /dev',
        'mknod -m 666 /dev/null c 1 3',
        `${busybox ?? ''} syslogd -n -R 10.162.0.1:514 -O /dev/messages & pid=$!`,
        'for n in 1 2 3 4 5 6 7 8 9 10; do [ -S /dev/log ] && break; sleep 0.2; done',
        `${busybox ?? ''} logger -p daemon.err -t vpxa "from busybox"`,
        'sleep 1; kill $pid',
      ].join('\n')
      await client.run('/usr/bin/unshare', ['--mount', '/bin/sh', '-c', script])
      await expect
        .poll(() => withText('from busybox'), { timeout: 10_000 })
        .toMatchObject({ form: 'rfc3164', severity: 'error', program: 'vpxa' })
    },
  )
})
