import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeLowPorts, diagnoseLowPorts, openLowPorts } from '../../src/main/net/low-ports.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwaiter-ports-'))
  await mkdir(join(folder, 'sys/net/ipv4'), { recursive: true })
  await mkdir(join(folder, 'self'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A /proc with a setting and a capability set. */
const proc = async (firstOpen: number, capabilities = '0000000000000000') => {
  await writeFile(join(folder, 'sys/net/ipv4/ip_unprivileged_port_start'), `${String(firstOpen)}\n`)
  await writeFile(join(folder, 'self/status'), `Name:\tnode\nCapEff:\t${capabilities}\n`)
  return folder
}

describe('diagnoseLowPorts', () => {
  it('explains the one setting to a plain user', async () => {
    const found = await diagnoseLowPorts({ proc: await proc(1024), uid: 1000 })
    expect(found).toMatchObject({
      kind: 'closed',
      firstOpen: 1024,
      command: 'sudo sysctl -w net.ipv4.ip_unprivileged_port_start=67',
    })
  })

  it.each([
    ['the setting is made', 67, 1000, undefined, 'setting'],
    ['the user is root', 1024, 0, undefined, 'root'],
    ['the program has the capability', 1024, 1000, '0000000000000400', 'capability'],
  ])('finds them open when %s', async (_name, firstOpen, uid, capabilities, because) => {
    const found = await diagnoseLowPorts({ proc: await proc(firstOpen, capabilities), uid })
    expect(found).toEqual({ kind: 'open', because })
  })
})

describe('openLowPorts and closeLowPorts', () => {
  it('make the setting and put back what was there', async () => {
    const ran: string[] = []
    const run = (command: string, args: readonly string[]) => {
      ran.push([command, ...args].join(' '))
      return Promise.resolve()
    }
    const places = { proc: await proc(1000), uid: 1000 }
    expect(await openLowPorts(folder, { run, places })).toEqual({ before: 1000, now: 67 })
    await proc(67)
    expect(await closeLowPorts(folder, { run, places })).toEqual({ now: 1000 })
    expect(await closeLowPorts(folder, { run, places })).toBeUndefined()
    expect(ran).toEqual([
      'sysctl -q -w net.ipv4.ip_unprivileged_port_start=67',
      'sysctl -q -w net.ipv4.ip_unprivileged_port_start=1000',
    ])
  })

  it('put nothing back that a restart or somebody else has changed since', async () => {
    const ran: string[] = []
    const run = (_: string, [, , setting = '']: readonly string[]) => {
      ran.push(setting)
      return Promise.resolve()
    }
    const places = { proc: await proc(1024), uid: 1000 }
    await openLowPorts(folder, { run, places })
    await proc(80)
    expect(await closeLowPorts(folder, { run, places })).toBeUndefined()
    await proc(67)
    expect(await closeLowPorts(folder, { run, places })).toBeUndefined()
    expect(ran).toEqual(['net.ipv4.ip_unprivileged_port_start=67'])
  })

  it('leave an open system alone', async () => {
    const run = () => Promise.reject(new Error('not asked for'))
    const places = { proc: await proc(0), uid: 1000 }
    expect(await openLowPorts(folder, { run, places })).toEqual({ before: 0, now: 0 })
  })

  it('say so when the system refuses', async () => {
    const run = () => Promise.reject(new Error('dismissed'))
    const places = { proc: await proc(1024), uid: 1000 }
    await expect(openLowPorts(folder, { run, places })).rejects.toMatchObject({
      code: 'net.setting-refused',
    })
    expect(await closeLowPorts(folder, { run })).toBeUndefined()
  })
})
