import { createRouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import { readApiError } from '../../src/shared/contract/index.ts'
import { describeTransport } from './conformance.ts'
import { createRig } from './rig.ts'

describeTransport('API in process', (router) =>
  Promise.resolve({ client: createRouterClient(router), close: () => Promise.resolve() }),
)

it('keeps the stack of a defect to itself and tells it to the host program', async () => {
  const defect = new TypeError('x is not a function')
  const rig = await createRig({
    state: () => {
      throw defect
    },
  })
  const error: unknown = await createRouterClient(rig.router)
    .lab.state()
    .catch((thrown: unknown) => thrown)
  expect(readApiError(error)).toEqual({
    code: 'lab.unexpected',
    message: 'x is not a function',
    remedy: expect.any(String),
    details: {},
  })
  expect(JSON.stringify(error)).not.toContain('stack')
  expect(rig.unexpected).toEqual([defect])
})
