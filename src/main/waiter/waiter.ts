import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { LabError, toErrorData, type ErrorData } from '../../shared/base/index.ts'
import type { Fact, FactOf } from '../../shared/facts/index.ts'
import { cacheUrl } from '../../shared/image/index.ts'
import type { Component } from '../component.ts'
import { refusal, sendAnswer } from './answer.ts'
import { clientOf } from './asker.ts'
import type { WaiterDeps } from './deps.ts'
import { usualLimits } from './limits.ts'
import { badInputLimit, createLimiter, withHeld } from '../limiter.ts'
import type { Crowded } from '../net/index.ts'
import { openListener, type Listener } from './listener.ts'
import { proveWaiter } from './prove.ts'
import { askerOf, createResponder } from './respond.ts'
import { mostTold } from './route.ts'
import type { Run } from './text-answers.ts'
import { createTurns } from './turns.ts'

/**
 * The waiter, Auto Deploy's web server (docs/waiter.md): tells a booting host what to load, serves it,
 * and puts the booted host into vCenter.
 */
export const createWaiter = (deps: WaiterDeps): Component => {
  const { network, document, images, tls } = deps
  const limits = { ...usualLimits, ...deps.limits }
  const underWay = new Set<Promise<void>>()
  let running: { listeners: readonly Listener[]; unplugged: AbortController } | undefined

  /** A fact that no answer waits for: a journal that fails says so itself. */
  const note = async (...facts: readonly Fact[]): Promise<void> => {
    if (facts.length > 0) await deps.record(...facts).catch(() => {})
  }
  const respond = createResponder(deps, limits, note)
  const turns = createTurns()

  /**
   * Answers one request. Whatever fails becomes a refusal and a fact; nothing is thrown. After the plug
   * was pulled nobody is left to refuse anything to.
   */
  const handle = async (request: IncomingMessage, response: ServerResponse, run: Run) => {
    const client = clientOf(request)
    try {
      const turn = await turns(request, response)
      if (turn === 'first') await respond({ request, response, client, run })
      if (turn === 'tooMany')
        throw new LabError('waiter.busy', 'Too many requests at once on one connection.')
    } catch (error) {
      if (run.signal.aborted) return
      const data = toErrorData(error)
      const refused = refusal(data)
      const noted = note(refusedFact(request, client, refused.status, data))
      if (response.headersSent) response.destroy()
      else await sendAnswer(response, refused, limits.stall)
      await noted
    }
  }

  const refusedFact = (
    { method = '', url = '' }: IncomingMessage,
    client: string,
    status: number,
    { code, message }: ErrorData,
  ): Fact => ({
    type: 'waiter.refused',
    ...askerOf(deps, client),
    method,
    path: url.slice(0, mostTold),
    status,
    reason: { code, message },
  })

  const track = (work: Promise<void>) => {
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }

  const admitBadInput = createLimiter(deps.clock, badInputLimit)
  const onBadInput = ({ reason: { code, message }, ...fact }: FactOf<'net.badInput'>) => {
    const held = admitBadInput()
    if (held === undefined) return
    track(note({ ...fact, reason: { code, message: withHeld(message, held) } }))
  }

  const onCrowded = ({ still, ...crowded }: Crowded) => {
    const fact = { ...crowded, ...askerOf(deps, crowded.client) }
    const turnedAway = { ...fact, type: 'waiter.turnedAway' } as const
    const gaveWay = { ...fact, type: 'net.crowded', component: 'waiter' } as const
    track(note(still === undefined ? turnedAway : { ...gaveWay, still }))
  }

  const onRequest =
    (signal: AbortSignal) =>
    (url: () => string): RequestListener =>
    (request, response) => {
      const handled = handle(request, response, { url: url(), signal })
      // What cannot even be refused is cut off; the next request is answered.
      track(handled.catch(() => void response.destroy()))
    }

  const start = async (): Promise<string> => {
    const unplugged = new AbortController()
    const { address } = network
    const shared = {
      ...{ network, limits, onBadInput, onCrowded, clock: deps.clock },
      onRequest: onRequest(unplugged.signal),
    }
    const credentials = await tls?.ca.issue(address)
    const { waiter: port } = document().network.ports
    const listeners = [await openListener({ ...shared, at: { address, port } })]
    if (tls !== undefined) {
      const at = { address, port: tls.port }
      const second = await openListener({ ...shared, at, credentials }).catch(orClose(listeners))
      listeners.push(second)
    }
    running = { listeners, unplugged }
    return listeners.map(({ on }) => on).join(', ')
  }

  const stop = async (): Promise<void> => {
    const run = running
    running = undefined
    if (run === undefined) return
    run.unplugged.abort()
    await Promise.all(run.listeners.map((listener) => listener.close()))
    await Promise.allSettled(underWay)
  }

  /** A file of the lab's images that the store holds, to prove the body path with. */
  const provable = async (url: string) => {
    for (const { kernel } of document().imageProfiles) {
      if (await images.has(kernel.sha256)) return { url: cacheUrl(url, kernel), file: kernel }
    }
    return undefined
  }

  const prove: Component['prove'] = async (signal) => {
    const url = running?.listeners[0]?.url
    if (url === undefined) throw new LabError('plug.not-healed', 'The waiter is not running.')
    return proveWaiter(url, await provable(url), signal)
  }

  return { id: 'waiter', start, stop, prove }
}

const orClose =
  (listeners: readonly Listener[]) =>
  async (error: unknown): Promise<never> => {
    await Promise.all(listeners.map((listener) => listener.close()))
    throw error
  }
