import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveWebSocket, type ControlServer } from '../../src/main/api/index.ts'
import { createProgram } from '../../src/main/cli/program.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { createRig } from '../api/rig.ts'
import { seen, told } from '../host/facts.ts'

describe('hosts on the command line', () => {
  let server: ControlServer
  beforeAll(async () => {
    const rig = await createRig()
    await rig.append(
      seen.discovered({ host: 'host-of-steel' }),
      seen.ipxeDiscovered({ host: 'host-of-steel' }),
      told.fellSilent({ host: 'host-of-steel', evidence: [4] }),
      seen.registered({ host: 'slow' }),
      seen.imageAssigned({ host: 'slow' }),
      seen.fileServed({ host: 'slow' }),
    )
    server = await serveWebSocket({ router: rig.router, port: 0, token: 'test' })
  })
  afterAll(() => server.close())

  const run = async (...args: readonly string[]): Promise<string> => {
    const printed: string[] = []
    const program = createProgram({
      output: { print: (text) => void printed.push(text), say: () => {}, colour: false },
      clock: createSystemClock(),
    })
    await program.parseAsync(['node', 'headwaiter', 'hosts', ...args])
    return printed.join('\n')
  }

  it('say how far a boot is, and what became of a silent one', async () => {
    const lines = (await run(server.url, 'host-of-steel', 'slow', 'unknown')).split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^host-of-steel .*probably fell back to its disk \(confidence: medium/)
    expect(lines[1]).toMatch(/^slow .*loads its image .*1\/2 files · 1\.0 kB/)
  })

  it('come as JSON with the evidence', async () => {
    expect(JSON.parse(await run(server.url, 'host-of-steel', '--json'))).toMatchObject([
      { host: 'host-of-steel', witness: 'services', fallback: { verdict: 'suspected' } },
    ])
  })

  it('fail with a code when nobody answers', async () => {
    await expect(run('http://127.0.0.1:9/?token=x', 'slow')).rejects.toMatchObject({
      code: 'api.connection-lost',
    })
  })
})
