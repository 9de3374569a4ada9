import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { claimFreeSubnet } from '../../src/main/cli/free-lab.ts'
import { demoLab, readLabFile } from '../../src/main/open-lab.ts'
import { rebase, type LabDocument } from '../../src/shared/document/index.ts'
import { withDemoLab } from '../lessons/demo-lab.ts'

const claimer = fileURLToPath(new URL('claimer.ts', import.meta.url))
/** Far from where labs of other tests begin to look. */
const remote = async (): Promise<LabDocument> =>
  rebase(await readLabFile(demoLab), '127.200.0.0/16')

describe('the subnet of a lab of its own', () => {
  const children: ChildProcess[] = []
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })

  it('is another for each of several labs that open at once', async () => {
    const open = () =>
      withDemoLab(
        async (app) => {
          expect(new Set(Object.values(app.plugs.state()))).toEqual(new Set(['in']))
          // Those that opened first stay until all have.
          opened += 1
          await expect.poll(() => opened, { timeout: 50_000 }).toBe(4)
          return app.documents.current().network.subnet
        },
        (document) => rebase(document, '127.210.0.0/16'),
      )
    let opened = 0
    const subnets = await Promise.all([open(), open(), open(), open()])
    expect(new Set(subnets).size).toBe(4)
  })

  it('is kept from the claim on, though nothing listens there yet, and free again afterwards', async () => {
    const document = await remote()
    {
      await using first = await claimFreeSubnet(document)
      await using second = await claimFreeSubnet(document)
      // Its own stays free for a lab that is opened as it is.
      expect(first.document.network.subnet).toBe('127.201.0.0/16')
      expect(second.document.network.subnet).toBe('127.202.0.0/16')
    }
    await using again = await claimFreeSubnet(document)
    expect(again.document).toEqual(rebase(document, '127.201.0.0/16'))
  })

  it('is free again when the process that claimed it was killed', async () => {
    const child = spawn(process.execPath, [claimer, '127.220.0.0/16'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    expect(said.toString().trim()).toBe('127.221.0.0/16')
    const document = rebase(await remote(), '127.220.0.0/16')
    {
      await using beside = await claimFreeSubnet(document)
      expect(beside.document.network.subnet).toBe('127.222.0.0/16')
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
    await using again = await claimFreeSubnet(document)
    expect(again.document.network.subnet).toBe('127.221.0.0/16')
  })

  it('is refused when all are taken', async () => {
    await using claims = new AsyncDisposableStack()
    const document = rebase(await remote(), '127.230.0.0/16')
    for (let count = 0; count < 16; count++) claims.use(await claimFreeSubnet(document))
    await expect(claimFreeSubnet(document)).rejects.toMatchObject({ code: 'net.port-in-use' })
  })
})
