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

it('names the procedure whose answer does not fit the contract', async () => {
  const end = { address: '127.0.0.1', port: 69 }
  const half = { at: 1, direction: 'sent', carrier: 'udp', local: end, peer: end } as const
  const packets = () => [{ ...half, payload: Uint8Array.of(0, 4), length: 0.5 }]
  const rig = await createRig({ capture: { packets } })
  await expect(createRouterClient(rig.router).capture.packets({})).rejects.toMatchObject({
    code: 'lab.unexpected',
  })
  expect(String(rig.unexpected)).toContain(
    'What capture.packets gives does not fit the contract: 0.length: ',
  )
})

it('names the procedure whose stream does not fit the contract', async () => {
  const rig = await createRig()
  await rig.append({ type: 'lab.opened', name: 'Half', version: 0.5 })
  const stream = await createRouterClient(rig.router).journal.follow({ after: 0 })
  await expect(stream.next()).rejects.toMatchObject({ code: 'lab.unexpected' })
  expect(String(rig.unexpected)).toContain('What journal.follow gives does not fit the contract: ')
})

it('takes no caller who leaves for a defect', async () => {
  const caller = new AbortController()
  const rig = await createRig({
    network: {
      interfaces: () => Promise.resolve([]),
      rights: () => Promise.resolve({ kind: 'open' }),
      probe: (_, signal) =>
        new Promise((__, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
          caller.abort()
        }),
      serve: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    },
  })
  const { signal } = caller
  const call = createRouterClient(rig.router).network.probe({ interface: 'lo' }, { signal })
  await expect(call).rejects.toBeDefined()
  expect(rig.unexpected).toEqual([])
})
