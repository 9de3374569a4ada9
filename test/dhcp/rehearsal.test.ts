import { describe, expect, it } from 'vitest'
import { rehearse } from '../../src/main/dhcp/rehearsal.ts'
import { createLabNetwork } from '../../src/main/net/index.ts'
import { lab } from './support.ts'

describe('the rehearsal', () => {
  it('opens no socket and leaves nothing behind', async () => {
    const document = lab('127.77')
    const never = () => expect.fail('a socket was asked for')
    const rehearsing = rehearse({
      network: { ...createLabNetwork({ address: '127.77.0.1' }), udp: never, listen: never },
      document: () => document,
      clock: { now: () => 1_000_000, sleep: never },
    })
    await expect(rehearsing).resolves.toBeUndefined()
  })
})
