import { expect, it } from 'vitest'
import { createLabNetwork } from '../../src/main/net/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { createFace } from '../../src/main/vcenter/http.ts'
import { emptyInventory } from '../../src/main/vcenter/inventory.ts'
import { document } from './lab.ts'

const address = '127.158.0.1'

it('cuts off a request that meets a defect, tells of it and answers the next', async () => {
  const defect = new TypeError('a defect')
  const unexpected: unknown[] = []
  const notAsked = () => Promise.reject(new Error('not asked'))
  const server = createFace({
    document: () => document(address),
    inventory: () => emptyInventory,
    events: () => [],
    clock: createSystemClock(),
    operations: { admit: notAsked, certify: notAsked, reconnect: notAsked, disconnect: notAsked },
    onBadRequest: () => {
      throw defect
    },
    onUnexpected: (error) => void unexpected.push(error),
  })
  const { port } = await createLabNetwork({ address }).listen(server, { address, port: 0 })
  const at = `http://${address}:${port}`
  try {
    const bad = fetch(`${at}/api/autodeploy/hosts/esx-01/connect`, { method: 'POST', body: '?' })
    await expect(bad).rejects.toThrow()
    expect(unexpected).toEqual([defect])
    expect((await fetch(`${at}/nowhere`)).status).toBe(404)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
