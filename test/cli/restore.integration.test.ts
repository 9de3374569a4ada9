import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serveWebSocket, type ControlServer } from '../../src/main/api/index.ts'
import { defaultFolder } from '../../src/main/cli/flags.ts'
import { createProgram } from '../../src/main/cli/program.ts'
import { restoreLine } from '../../src/main/cli/restore.ts'
import { serveAtKept } from '../../src/main/cli/screen-address.ts'
import { createPlugs, type Plugs } from '../../src/main/net/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import type { Component } from '../../src/main/component.ts'
import { LabError, type ComponentId } from '../../src/shared/base/index.ts'
import { createRig, type Rig } from '../api/rig.ts'

describe('restore on the command line', () => {
  let folder: string
  let plugs: Plugs
  let rig: Rig
  let server: ControlServer
  /** What broke down by itself, and why; it starts again once the cause is gone. */
  const broken = new Map<ComponentId, LabError>()
  const foreign = new LabError('dhcp.foreign-server', 'Another DHCP server answers on rack0.')

  const component = (id: ComponentId): Component => ({
    id,
    start: () => {
      const problem = broken.get(id)
      return problem === undefined ? Promise.resolve('127.0.0.1:1') : Promise.reject(problem)
    },
    stop: () => Promise.resolve(),
    prove: () => Promise.resolve([`Asked ${id}.`]),
    problem: () => broken.get(id),
  })

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-restore-'))
    broken.clear()
    plugs = createPlugs({
      components: [component('dhcp'), component('tftp'), component('waiter')],
      record: (...facts) => rig.stores.journal.append({ facts }),
      clock: createSystemClock(),
    })
    rig = await createRig({ plugs })
    await plugs.startAll()
    server = await serveAtKept(folder, 0, (address) =>
      serveWebSocket({ router: rig.router, ...address }),
    )
  })
  afterEach(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const restore = async (...args: readonly string[]) => {
    const printed: string[] = []
    const program = createProgram({
      output: { print: (text) => void printed.push(text), say: () => {}, colour: false },
      clock: createSystemClock(),
    })
    const done = program.parseAsync(['node', 'headwaiter', 'restore', '--lab', folder, ...args])
    return {
      error: await done.then(
        () => undefined,
        (error: unknown) => error,
      ),
      printed,
    }
  }

  it('plugs in what stopped by itself, prints its proof, and leaves out what was pulled on purpose', async () => {
    await plugs.pull('tftp')
    await plugs.pull('dhcp')
    broken.set('dhcp', foreign)
    await restore('dhcp')
    broken.clear()
    expect(plugs.state()).toEqual({ dhcp: 'failed', tftp: 'out', waiter: 'in' })
    expect(await restore()).toEqual({
      error: undefined,
      printed: ['DHCP works again:', '  Asked dhcp.'],
    })
    expect(plugs.state()).toEqual({ dhcp: 'in', tftp: 'out', waiter: 'in' })
    expect(await restore()).toMatchObject({
      printed: ['Nothing stopped by itself. Unplugged on purpose: TFTP; name it, or give --all.'],
    })
  })

  it('restores with --all what "Restore everything" on the screen does', async () => {
    await plugs.pull('dhcp')
    await plugs.pull('waiter')
    expect(await restore('--all')).toEqual({
      error: undefined,
      printed: ['DHCP works again:', '  Asked dhcp.', 'Waiter works again:', '  Asked waiter.'],
    })
    expect(plugs.state()).toEqual({ dhcp: 'in', tftp: 'in', waiter: 'in' })
    expect(rig.asked).toEqual(['reset', 'plugInAll'])
    expect(await restore('--all')).toMatchObject({
      printed: ['Every plug is in; nothing to restore.'],
    })
  })

  it('leaves out what was not named', async () => {
    await plugs.pull('dhcp')
    await plugs.pull('tftp')
    await restore('tftp')
    expect(plugs.state()).toMatchObject({ dhcp: 'out', tftp: 'in' })
  })

  it('says why one cannot start, and has plugged in the others', async () => {
    broken.set('dhcp', foreign)
    await plugs.pull('waiter')
    expect(await restore('dhcp', 'waiter')).toMatchObject({
      error: { code: 'dhcp.foreign-server', message: foreign.message },
      printed: ['Waiter works again:', '  Asked waiter.'],
    })
    broken.clear()
    expect(await restore('dhcp')).toMatchObject({ printed: ['DHCP works again:', '  Asked dhcp.'] })
  })

  it('says so when no lab is there, or none is open', async () => {
    expect(await restore('--lab', join(folder, 'none'))).toMatchObject({
      error: { code: 'lab.not-found' },
    })
    await server.close()
    expect(await restore()).toMatchObject({
      error: { code: 'api.connection-lost', message: expect.stringContaining('is not open') },
    })
  })

  it('is what is typed where the lab is kept', () => {
    expect(restoreLine('dhcp', defaultFolder())).toBe('npm start -- restore dhcp')
    expect(restoreLine('tftp', '/media/rack 7')).toBe(
      'npm start -- restore tftp --lab "/media/rack 7"',
    )
  })
})
