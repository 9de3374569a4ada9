import { expect, it } from 'vitest'
import { createLabNetwork } from '../../src/main/net/index.ts'
import { createService } from '../../src/main/tftp/service.ts'
import { smallLab } from '../document/small-lab.ts'
import { realClock } from './world.ts'

it('a thousand transfers are under way at once, and the next is refused', async () => {
  const found = Promise.withResolvers<undefined>()
  const refused: string[] = []
  const unused = () => Promise.reject(new Error('No transfer comes so far.'))
  const service = createService({
    settings: {
      network: createLabNetwork({ address: '127.92.0.1' }),
      document: () => smallLab,
      identify: { byMac: () => 'esx-01', byAddress: () => undefined },
      files: { open: () => found.promise },
      record: async () => [],
      clock: realClock,
    },
    ports: { udp: unused, descriptor: unused, pass: () => false },
    lane: undefined,
    refuse: (_to, { message }) => refused.push(message),
  })
  const request = { kind: 'read', name: 'x', mode: 'octet', options: [] } as const
  const ask = (port: number) => service.request(request, { address: '127.92.0.2', port })
  for (let port = 1; port <= 1000; port += 1) ask(port)
  await Promise.resolve()
  expect(refused).toEqual([])
  ask(1001)
  await expect.poll(() => refused).toEqual(['Too many transfers are under way'])
  found.resolve(undefined)
  await service.stop()
  expect(refused).toHaveLength(1001)
})
