import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serveWebSocket, type ControlServer } from '../../src/main/api/index.ts'
import { createClassroom, onlookerRouter, type Classroom } from '../../src/main/classroom/index.ts'
import { serveAtKept } from '../../src/main/cli/screen-address.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { createRig, type Rig } from '../api/rig.ts'
import { printedBy } from './run-program.ts'

describe('classroom on the command line', () => {
  let folder: string
  let server: ControlServer
  let classroom: Classroom

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-classroom-'))
    const rig: Rig = await createRig({
      classroom: {
        places: () => classroom.places(),
        open: (at) => classroom.open(at),
        invitation: () => classroom.invitation(),
        close: () => classroom.close(),
      },
    })
    classroom = createClassroom({
      router: () => onlookerRouter(rig.deps),
      screenFolder: folder,
      record: (...facts) => rig.stores.journal.append({ facts }),
      clock: createSystemClock(),
    })
    server = await serveAtKept(folder, 0, (address) =>
      serveWebSocket({ router: rig.router, ...address }),
    )
  })
  afterEach(async () => {
    await classroom.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const run = (...args: readonly string[]) => printedBy('classroom', ...args, '--lab', folder)

  it('is opened, shown and closed', async () => {
    expect(await run()).toEqual(['The classroom is closed.'])
    const opened = await run('open', '--on', '127.0.0.1')
    expect(opened).toEqual([
      expect.stringMatching(/^Others look on at http:\/\/127\.0\.0\.1:\d+\/\w{10}$/),
    ])
    expect(await run('show')).toEqual(opened)
    expect(await run('close')).toEqual(['The classroom is closed.'])
    expect(await classroom.invitation()).toBeUndefined()
  })

  it('names the addresses there are when none is chosen', async () => {
    await expect(run('open')).rejects.toMatchObject({
      code: 'net.address-absent',
      message: expect.stringContaining('127.0.0.1 (lo)'),
    })
    await expect(run('open', '--on', '192.0.2.1')).rejects.toMatchObject({
      code: 'net.address-absent',
    })
  })
})
