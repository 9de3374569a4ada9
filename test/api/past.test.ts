import { expect, it } from 'vitest'
import { past } from '../../src/main/api/past.ts'

it('leaves no failure behind when its reader goes before the next batch', async () => {
  let asked = 0
  const readPacked = () => {
    asked += 1
    return asked <= 8
      ? Promise.resolve(new Uint8Array())
      : Promise.reject(new Error('The lab closes.'))
  }
  const batches = past({ readPacked }, 0, new AbortController().signal)
  const first = await batches.next()
  expect(first.value).toHaveLength(8)
  await batches.return()
  expect(asked).toBe(16)
  // An unhandled rejection, which fails the run, is told by the next turn.
  await new Promise((resolve) => setImmediate(resolve))
})
