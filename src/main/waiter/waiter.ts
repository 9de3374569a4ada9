import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { LabError, toErrorData, type Clock, type ErrorData } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Fact } from '../../shared/facts/index.ts'
import { cacheUrl } from '../../shared/image/index.ts'
import type { Component } from '../component.ts'
import type { Identify } from '../hosts/identify.ts'
import type { ImageStore } from '../images/index.ts'
import type { Network } from '../net/network.ts'
import type { Record } from '../record.ts'
import type { BootFiles, Requester } from '../tftp/index.ts'
import { refusal, sendText } from './answer.ts'
import { addressOf, clientOf, type Asker } from './asker.ts'
import { createAssignments } from './assignments.ts'
import type { LabCa } from './lab-ca.ts'
import { usualLimits, type WaiterLimits } from './limits.ts'
import { openListener, type Listener } from './listener.ts'
import { sendPayload } from './payloads.ts'
import { proveWaiter } from './prove.ts'
import { routeOf, type Route } from './route.ts'
import type { Certificates } from './certificates.ts'
import { createFileServing } from './serve-file.ts'
import { serveLoader } from './serve-loader.ts'
import { createTextAnswers, type Run } from './text-answers.ts'

export type WaiterDeps = {
  readonly network: Network
  readonly document: () => LabDocument
  readonly identify: Identify
  readonly images: ImageStore
  readonly record: Record
  readonly clock: Clock
  /** Base URL of the rules engine: `http://127.66.0.1:6502`. */
  readonly rulesEngine: string
  /** Base URL of vCenter. */
  readonly vcenter: string
  /** The certificates that Auto Deploy keeps for its hosts. */
  readonly certificates: Pick<Certificates, 'get' | 'keep'>
  /** What TFTP serves: the waiter gives loaders to firmware that boots by HTTP. */
  readonly loaders?: BootFiles
  /** A second port that speaks TLS, with a certificate of the lab's own authority. */
  readonly tls?: { readonly ca: LabCa; readonly port: number } | undefined
  readonly limits?: Partial<WaiterLimits>
}

/**
 * The waiter, Auto Deploy's web server (docs/waiter.md): tells a booting host what to load, serves it,
 * and puts the booted host into vCenter.
 */
export const createWaiter = (deps: WaiterDeps): Component => {
  const { network, document, identify, images, clock, tls } = deps
  const limits = { ...usualLimits, ...deps.limits }
  const assignments = createAssignments()
  const underWay = new Set<Promise<void>>()
  let running: { listeners: readonly Listener[]; unplugged: AbortController } | undefined

  /** A fact that no answer waits for: a journal that fails says so itself. */
  const note = async (...facts: readonly Fact[]): Promise<void> => {
    if (facts.length > 0) await deps.record(...facts).catch(() => {})
  }
  const answers = createTextAnswers(deps, assignments)
  const serveFile = createFileServing({ images, note, limits, now: () => clock.now() })

  /** The file a route names: by digest, or the loader of the image the host was given. */
  const fileOf = (route: Extract<Route, { kind: 'cache' | 'hostFile' }>) => {
    if (route.kind === 'cache') return route
    const { host, name } = route
    const { loader, uefiLoader } = assignments.demand(host).imageProfile
    const found = [loader, uefiLoader].find((file) => file?.name === name)
    if (found !== undefined) return found
    throw new LabError('waiter.not-found', `${host} has no ${name}.`, { host })
  }

  const payloadOf = (host: string, name: string) =>
    assignments.get(host)?.payloads.find((payload) => payload.name === name)

  const askerOf = (route: Route | undefined, request: IncomingMessage): Asker => {
    const named = route !== undefined && 'host' in route ? route.host : undefined
    const host = named ?? identify.byAddress(addressOf(request))
    return { client: clientOf(request), ...(host === undefined ? {} : { host }) }
  }

  const requesterOf = ({ client, host }: Asker): Requester => {
    const known = document().hosts.find(({ id }) => id === host)
    return {
      client,
      ...(host === undefined ? {} : { host }),
      simulated: known?.kind === 'simulated',
    }
  }

  const answer = async (request: IncomingMessage, response: ServerResponse, run: Run) => {
    const route = routeOf(request.method ?? '', request.url ?? '')
    const asker = askerOf(route, request)
    if (route.kind === 'loader') {
      const parts = { request, response, asker, name: route.name, unplugged: run.signal, note }
      const requester = requesterOf(asker)
      await serveLoader({ ...parts, requester, files: deps.loaders, now: () => clock.now() })
      return
    }
    if (route.kind !== 'cache' && route.kind !== 'hostFile') {
      sendText(response, await answers(route, request, asker, run))
      return
    }
    const payload = route.kind === 'hostFile' ? payloadOf(route.host, route.name) : undefined
    if (payload !== undefined) {
      sendPayload(request, response, payload)
      const { name, sha256, bytes } = payload
      const sent = { file: name, sha256, bytes: bytes.length, took: 0 }
      if (request.method !== 'HEAD') await note({ type: 'waiter.fileServed', ...asker, ...sent })
      return
    }
    const file = fileOf(route)
    const assignment = asker.host === undefined ? undefined : assignments.get(asker.host)
    const { host = '' } = asker
    assignments.asked(host, clock.now())
    try {
      await serveFile({ request, response, file, asker, assignment, unplugged: run.signal })
    } finally {
      assignments.answered(host, file.sha256)
    }
  }

  /**
   * Answers one request. Whatever fails becomes a refusal and a fact; nothing is thrown. After the plug
   * was pulled nobody is left to refuse anything to.
   */
  const handle = async (request: IncomingMessage, response: ServerResponse, run: Run) => {
    try {
      await answer(request, response, run)
    } catch (error) {
      if (run.signal.aborted) return
      const data = toErrorData(error)
      const refused = refusal(data)
      if (response.headersSent) response.destroy()
      else sendText(response, refused)
      await note(refusedFact(request, refused.status, data))
    }
  }

  const refusedFact = (request: IncomingMessage, status: number, data: ErrorData): Fact => ({
    type: 'waiter.refused',
    ...askerOf(undefined, request),
    method: request.method ?? '',
    path: (request.url ?? '').slice(0, 200),
    status,
    reason: { code: data.code, message: data.message },
  })

  const track = (work: Promise<void>) => {
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }

  const onRequest =
    (signal: AbortSignal) =>
    (url: () => string): RequestListener =>
    (request, response) => {
      track(handle(request, response, { url: url(), signal }))
    }

  const start = async (): Promise<string> => {
    const unplugged = new AbortController()
    const { address } = network
    const onFact = (fact: Fact) => {
      track(note(fact))
    }
    const shared = { network, limits, onRequest: onRequest(unplugged.signal), onFact }
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
