import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startProcess } from '../../src/main/hosts/simulated/process.ts'
import { startRig, type Rig } from './rig.ts'

/** Processes of simulated hosts that this one has started. */
const processes = async (): Promise<readonly number[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'ppid=,pid=,args='])
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([parent, , ...args]) => Number(parent) === process.pid && args.includes('hosts'))
    .map(([, pid]) => Number(pid))
}

describe.skipIf(process.platform === 'win32')('the process of the simulated hosts', () => {
  let rig: Rig | undefined
  afterEach(() => rig?.stop())

  it('takes the power of its hosts with it when it is killed, and the next order starts another', async () => {
    rig = await startRig('127.159', { 'esx-01': {}, 'esx-02': {} })
    expect(await processes()).toEqual([])
    await rig.app.hosts.powerOn(['esx-01'])
    const [first, ...others] = await processes()
    expect(others).toEqual([])

    const lost = rig.until('host.poweredOff')
    process.kill(Number(first), 'SIGKILL')
    expect((await lost).fact).toMatchObject({
      host: 'esx-01',
      by: 'stop',
      message: "The simulated hosts' process ended: SIGKILL",
    })
    expect(rig.app.hosts.isOn('esx-02')).toBe(false)

    const booted = rig.until('vcenter.hostConnected')
    await rig.app.hosts.powerOn(['esx-01'])
    await booted
    expect(await processes()).not.toContain(first)
    await rig.stop()
    rig = undefined
    expect(await processes()).toEqual([])
  })

  it('is lost at once where the system has no descriptor for it, and that leads to the remedy', async () => {
    const crowded = fileURLToPath(new URL('support/crowded.ts', import.meta.url))
    const args = ['-c', 'ulimit -n 64 && exec "$@"', 'sh', process.execPath, crowded]
    const { stdout } = await promisify(execFile)('sh', args)
    expect(JSON.parse(stdout)).toEqual([
      'lab.too-many-files',
      expect.stringMatching(/^LabError: The simulated hosts' process ended: spawn .* EMFILE$/),
    ])
  })

  it('keeps what the engine compiled, so that the next one starts sooner', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'headwaiter-compiled-'))
    vi.stubEnv('NODE_COMPILE_CACHE', folder)
    try {
      const rack = startProcess({
        worker: new URL('../../src/main/hosts/simulated/worker.ts', import.meta.url),
        settings: { disks: folder, labAddress: '127.0.0.1' },
        record: () => Promise.resolve([]),
        onDefect: (_host, message) => expect.unreachable(message),
        onLost: (error) => expect.unreachable(error.message),
      })
      await rack.stop(AbortSignal.timeout(20_000))
      const [version = ''] = await readdir(folder)
      expect(await readdir(join(folder, version))).not.toEqual([])
    } finally {
      vi.unstubAllEnvs()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
