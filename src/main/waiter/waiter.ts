import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { LabError, toErrorData, type Clock, type ErrorData } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Fact } from '../../shared/facts/index.ts'
import { cacheUrl } from '../../shared/image/index.ts'
import type { Component } from '../component.ts'
import type { Identify } from '../hosts/identify.ts'
import type { ImageStore } from '../images/index.ts'
import type { Network } from '../net/network.ts'
import type { Record } from '../record.ts'
import { refusal, sendText } from './answer.ts'
import { createAssignments } from './assignments.ts'
import { proveWaiter } from './prove.ts'
import { routeOf, type Route } from './route.ts'
import { addressOf, clientOf, type Asker } from './asker.ts'
import { corruptFact, serveFile } from './serve-file.ts'
import { createTextAnswers } from './text-answers.ts'

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
}

/** One run of the server, from start to stop. `unplugged` aborts when the plug is pulled. */
type Run = { readonly server: Server; url: string; readonly unplugged: AbortController }

/**
 * The waiter, Auto Deploy's web server (docs/waiter.md): tells a booting host what to load, serves it,
 * and puts the booted host into vCenter.
 */
export const createWaiter = (deps: WaiterDeps): Component => {
  const { network, document, identify, images, clock } = deps
  const assignments = createAssignments()
  const answers = createTextAnswers(deps, assignments)
  const underWay = new Set<Promise<void>>()
  let run: Run | undefined

  /** The file a route names: by digest, or the loader of the image the host was given. */
  const fileOf = (route: Extract<Route, { kind: 'cache' | 'hostFile' }>) => {
    if (route.kind === 'cache') return route
    const { loader } = assignments.demand(route.host).imageProfile
    if (loader?.name === route.name) return loader
    throw new LabError('waiter.not-found', `${route.host} has no ${route.name}.`, {
      host: route.host,
    })
  }

  const answer = async (request: IncomingMessage, response: ServerResponse, current: Run) => {
    const route = routeOf(request.method ?? '', request.url ?? '')
    const asker = askerOf(route, request)
    if (route.kind !== 'cache' && route.kind !== 'hostFile') {
      sendText(
        response,
        await answers(route, request, asker, {
          url: current.url,
          signal: current.unplugged.signal,
        }),
      )
      return
    }
    const file = fileOf(route)
    const assignment = asker.host === undefined ? undefined : assignments.get(asker.host)
    const unplugged = () => current.unplugged.signal.aborted
    const now = () => clock.now()
    const parts = { request, response, file, asker, assignment, images, now, unplugged, note }
    try {
      await serveFile(parts)
    } catch (error) {
      await note(...corruptFact(error, file))
      throw error
    }
  }

  const askerOf = (route: Route | undefined, request: IncomingMessage): Asker => {
    const named = route !== undefined && 'host' in route ? route.host : undefined
    const host = named ?? identify.byAddress(addressOf(request))
    return { client: clientOf(request), ...(host === undefined ? {} : { host }) }
  }

  /**
   * Answers one request. Whatever fails becomes a refusal and a fact; nothing is thrown. After the plug
   * was pulled nobody is left to refuse anything to.
   */
  const handle = async (request: IncomingMessage, response: ServerResponse, current: Run) => {
    try {
      await answer(request, response, current)
    } catch (error) {
      if (current.unplugged.signal.aborted) return
      const data = toErrorData(error)
      const refused = refusal(data)
      if (response.headersSent) response.destroy()
      else sendText(response, refused)
      await noteRefusal(request, refused.status, data)
    }
  }

  const noteRefusal = async (
    request: IncomingMessage,
    status: number,
    { code, message }: ErrorData,
  ) => {
    const path = (request.url ?? '').slice(0, 200)
    await note({
      type: 'waiter.refused',
      ...askerOf(undefined, request),
      method: request.method ?? '',
      path,
      status,
      reason: { code, message },
    })
  }

  /** A fact that no answer waits for: a journal that fails says so itself. */
  const note = async (...facts: readonly Fact[]): Promise<void> => {
    if (facts.length > 0) await deps.record(...facts).catch(() => {})
  }

  const track = (work: Promise<void>) => {
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }

  const start = async (): Promise<string> => {
    const current: Run = { server: createServer(), url: '', unplugged: new AbortController() }
    const { server } = current
    server.on('request', (request, response) => {
      track(handle(request, response, current))
    })
    server.on('clientError', (error, socket) => {
      track(note(...refuseBytes(error, socket)))
    })
    const { address } = network
    const at = await network.listen(server, { address, port: document().network.ports.waiter })
    current.url = `http://${at.address}:${at.port}`
    run = current
    return `${at.address}:${at.port}`
  }

  const stop = async (): Promise<void> => {
    const current = run
    run = undefined
    if (current === undefined) return
    current.unplugged.abort()
    const closed = new Promise<void>((resolve) => {
      current.server.close(() => {
        resolve()
      })
    })
    current.server.closeAllConnections()
    await closed
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
    if (run === undefined) throw new LabError('plug.not-healed', 'The waiter is not running.')
    const { url } = run
    return proveWaiter(url, await provable(url), signal)
  }

  return { id: 'waiter', start, stop, prove }
}

/** Bytes that are not HTTP get a 400 and end their connection; a lost connection is no input at all. */
const refuseBytes = (error: NodeJS.ErrnoException, socket: Duplex): readonly Fact[] => {
  const from = 'remoteAddress' in socket ? String(socket.remoteAddress) : ''
  if (error.code?.startsWith('HPE_') !== true) {
    socket.destroy()
    return []
  }
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  const at = 'bytesParsed' in error && typeof error.bytesParsed === 'number' ? error.bytesParsed : 0
  const reason = { code: 'waiter.bad-request', message: error.message }
  return [{ type: 'net.badInput', component: 'waiter', from, reason, at }]
}
