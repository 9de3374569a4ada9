import { setTimeout as sleep } from 'node:timers/promises'
import { RPCLink } from '@orpc/client/websocket'
import { isContractProcedure } from '@orpc/contract'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { serveWebSocket } from '../../src/main/api/index.ts'
import { contract, readApiError } from '../../src/shared/contract/index.ts'
import { withDemoLab } from '../lessons/demo-lab.ts'
import { anyInput } from './any-input.ts'

/** Rounds for each call, of several at a time. More of them with `ANY_INPUT_ROUNDS=500`. */
const rounds = Number(process.env['ANY_INPUT_ROUNDS'] ?? 4)
const atOnce = 4
/** ms in which every call is answered. */
const bound = 20_000

/** It would serve an interface of this machine whose name comes up. */
const tooReal = new Set(['network.serve', 'network.probe', 'classroom.open'])

const calls = Object.entries(contract)
  .flatMap(([room, procedures]) =>
    Object.entries(procedures).map(([name, procedure]) => {
      const path = [room, name] as const
      const schema = isContractProcedure(procedure) ? procedure['~orpc'].inputSchema : undefined
      return { path, schema: schema instanceof z.ZodType ? schema : undefined }
    }),
  )
  .filter(({ path }) => !tooReal.has(path.join('.')))

const isStream = (answer: unknown): answer is AsyncGenerator =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer

/** Looks into a stream for a moment, as a screen does that is closed again. */
const settle = async (answer: unknown): Promise<void> => {
  if (!isStream(answer)) return
  const first = answer.next()
  await Promise.race([first, sleep(20)])
  await answer.return(undefined)
  await first.catch((error: unknown) => {
    // Its reader left.
    if (!(error instanceof Error && error.message.includes('closed or aborted'))) throw error
  })
}

/** What a client gets for a call, in a word. */
const outcome = async (work: Promise<unknown>): Promise<string> => {
  const late = new AbortController()
  try {
    return await Promise.race([
      work.then(settle).then(() => 'answered'),
      sleep(bound, 'never answered', { signal: late.signal }),
    ])
  } catch (error) {
    return readApiError(error).code
  } finally {
    late.abort()
  }
}

it('answers every call, whatever comes with it, and has what it acknowledged', async () => {
  await withDemoLab(async ({ router, state, plugs }) => {
    const server = await serveWebSocket({ router, host: '127.75.0.2', port: 0, token: 'any' })
    const socket = new WebSocket(`ws://127.75.0.2:${server.port}/api?token=any`)
    const link = new RPCLink({ websocket: socket })
    const names = [
      ...state().document.hosts.map(({ id }) => id),
      ...state().document.imageProfiles.map(({ name }) => name),
      ...state().document.rules.defined.map(({ name }) => name),
      ...['auto-deploy-outage', 'Get-DeployRule', 'vendor==Dell Inc.', '127.0.0.1'],
    ]
    const inputs = fc.array(
      fc
        .constantFrom(...calls)
        .chain(({ path, schema }) =>
          fc.record({ path: fc.constant(path), input: anyInput(schema, names) }),
        ),
      { minLength: calls.length, maxLength: calls.length },
    )
    await fc.assert(
      fc.asyncProperty(inputs, async (asked) => {
        for (let at = 0; at < asked.length; at += atOnce) {
          const some = asked.slice(at, at + atOnce)
          const outcomes = await Promise.all(
            some.map(({ path, input }) => outcome(link.call(path, input, { context: {} }))),
          )
          for (const [index, each] of outcomes.entries())
            expect(each, some[index]?.path.join('.')).not.toMatch(
              /^(never answered|lab\.unexpected|api\.connection-lost)$/,
            )
        }
        const { documentVersion } = state()
        await link.call(['document', 'edit'], { kind: 'setSpeed', speed: 50 }, { context: {} })
        expect(state().documentVersion).toBeGreaterThan(documentVersion)
      }),
      { numRuns: rounds, endOnFailure: true },
    )
    await link.call(['lab', 'restoreEverything'], undefined, { context: {} })
    expect(new Set(Object.values(plugs.state()))).toEqual(new Set(['in']))
    socket.close()
    await server.close()
  })
})
