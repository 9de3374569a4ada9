import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { serveWebSocket, type ControlServer } from '../../src/main/api/index.ts'
import { serveAtKept } from '../../src/main/cli/screen-address.ts'
import { createRig, type Rig } from '../api/rig.ts'

const host = '127.76.0.1'

describe('the address of a lab', () => {
  let rig: Rig
  let folder: string
  beforeAll(async () => {
    rig = await createRig()
  })
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-address-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const file = () => join(folder, 'screen.json')

  /** Serves the screen and stops it again; where it was. */
  const serveOnce = async (port = 0): Promise<{ port: number; token: string | null }> => {
    const { router } = rig
    const screen = await serveAtKept(folder, port, (address) =>
      serveWebSocket({ router, host, ...address }),
    )
    await screen.close()
    return { port: screen.port, token: new URL(screen.url).searchParams.get('token') }
  }

  it('is the same at each start, and its owner alone reads the file', async () => {
    const first = await serveOnce()
    expect(await serveOnce()).toEqual(first)
    expect(await serveOnce(first.port)).toEqual(first)
    expect(first.token).toMatch(/^[\w-]{32}$/)
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual(first)
    if (process.platform !== 'win32') expect((await stat(file())).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['screen.json'])
  })

  it('is served nowhere when it cannot be kept', async () => {
    const screens: ControlServer[] = []
    const serving = serveAtKept(join(folder, 'absent'), 0, async (address) => {
      const screen = await serveWebSocket({ router: rig.router, host, ...address })
      screens.push(screen)
      return screen
    })
    await expect(serving).rejects.toMatchObject({ code: 'ENOENT' })
    const [screen] = screens
    await expect(fetch(screen?.url ?? '')).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    })
  })

  it('is another one, token and all, when somebody has taken the port', async () => {
    const first = await serveOnce()
    const other = createServer().listen(first.port, host)
    await once(other, 'listening')
    try {
      await expect(serveOnce(first.port)).rejects.toMatchObject({ code: 'net.port-in-use' })
      const second = await serveOnce()
      expect(second.port).not.toBe(first.port)
      expect(second.token).not.toBe(first.token)
      expect(await serveOnce()).toEqual(second)
    } finally {
      other.close()
    }
  })

  it.each([
    ['is cut short', () => truncate(file(), 20)],
    ['is empty', () => truncate(file(), 0)],
    ['has a token that is too short', () => writeFile(file(), '{"port":47000,"token":"YQ"}')],
    [
      'has a port that is none',
      () => writeFile(file(), `{"port":70000,"token":"${'a'.repeat(32)}"}`),
    ],
  ])('gets a new token when its file %s', async (_, damage) => {
    const first = await serveOnce()
    await damage()
    const second = await serveOnce()
    expect(second.token).toMatch(/^[\w-]{32}$/)
    expect(second.token).not.toBe(first.token)
    expect(await serveOnce()).toEqual(second)
  })

  it.skipIf(process.platform === 'win32')(
    'gets a new token when others could read the old one, and keeps that from them',
    async () => {
      const first = await serveOnce()
      await chmod(file(), 0o644)
      // As a crash would leave it.
      await writeFile(`${file()}.new`, '', { mode: 0o666 })
      expect((await serveOnce()).token).not.toBe(first.token)
      expect((await stat(file())).mode & 0o777).toBe(0o600)
    },
  )
})
