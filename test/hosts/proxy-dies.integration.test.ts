import { once } from 'node:events'
import { createServer, get, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRig, type Rig } from './rig.ts'

const waiter = 'http://127.138.0.1:6501'

/** A proxy that hands on what the waiter gives, and dies in the middle of `system.v00`. */
const startDyingProxy = async (): Promise<Server> => {
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    get(`${waiter}${path}`, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      if (!path.includes('system.v00')) {
        answer.pipe(response)
        return
      }
      answer.once('data', (piece: Buffer) => {
        answer.destroy()
        response.write(piece, () => {
          server.close()
          server.closeAllConnections()
        })
      })
    })
  })
  server.listen(0, '127.138.0.3')
  await once(server, 'listening')
  return server
}

describe('a proxy that dies in the middle of an image', () => {
  let rig: Rig
  let proxy: Server
  beforeAll(async () => {
    rig = await startRig('127.138', { 'esx-01': {} })
    proxy = await startDyingProxy()
    const { port } = proxy.address() as AddressInfo
    const address = `http://127.138.0.3:${String(port)}`
    await rig.app.documents.edit({ kind: 'addProxy', address })
  })
  afterAll(async () => {
    proxy.close()
    await rig.stop()
  })

  it('leaves the host in mboot, with the file and the error', async () => {
    await rig.app.hosts.powerOn(['esx-01'])
    const { fact } = await rig.until('mboot.hung')
    expect(fact).toMatchObject({ file: 'system.v00', message: '48 (Connection refused)' })
    expect(rig.host('esx-01')).toMatchObject({ state: 'hung', cautions: [{ kind: 'hung' }] })
  })

  it('is passed over at the next boot: the server gives the image', async () => {
    const since = rig.facts().length
    await rig.app.hosts.reboot(['esx-01'])
    await rig.until('mboot.imageReceived', ({ host }) => host === 'esx-01', since)
    const tried = rig.facts().slice(since)
    expect(
      tried.some(
        ({ fact }) => fact.type === 'ipxe.tryFailed' && fact.url.startsWith('http://127.138.0.3'),
      ),
    ).toBe(true)
  })
})
