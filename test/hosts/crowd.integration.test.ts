import { afterAll, beforeAll, expect, it } from 'vitest'
import { crowd } from '../fixtures/crowd.ts'
import { startRig, type Rig } from './rig.ts'

const ids = Array.from({ length: 4 }, (_, index) => `esx-0${index + 1}`)
const server = '127.187.0.1'

let rig: Rig
beforeAll(async () => {
  rig = await startRig('127.187', Object.fromEntries(ids.map((id) => [id, {}])))
})
afterAll(() => rig.stop())

it('hosts boot beside a machine that takes every connection of the waiter', async () => {
  const leave = await crowd(1_200, { port: 6501, host: server, from: '127.187.0.66' })
  const { outcomes } = await rig.app.storms.run({ atOnce: 4 })
  leave()
  expect(outcomes).toEqual({ network: 4, cache: 0, failed: 0 })
  const crowded = rig.facts().flatMap(({ fact }) => (fact.type === 'net.crowded' ? [fact] : []))
  expect(crowded[0]).toMatchObject({ component: 'waiter', open: 1024 })
})
