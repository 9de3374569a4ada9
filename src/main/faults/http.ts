import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertNever, type ComponentId } from '../../shared/base/index.ts'
import { hostId, mac as macSchema } from '../../shared/base/schemas.ts'
import type { FaultEffect, Passing } from '../../shared/faults/index.ts'
import type { Identify } from '../hosts/identify.ts'
import { plainAddress } from '../net/index.ts'
import type { FaultSeam } from './faults.ts'
import { withFlippedBit } from './datagrams.ts'

/** What Auto Deploy asks of vCenter goes by its own names; the rest is the API. */
const vcenterMessage = (path: string): string =>
  /^\/api\/autodeploy\/hosts\/[^/]+\/(connect|certificate)$/.exec(path)?.[1] ?? 'api'

const messageOf = (component: ComponentId, path: string): { message: string; file?: string } => {
  const name = path.split('/').at(-1) ?? ''
  if (component === 'rules') return { message: 'decide' }
  if (component === 'vcenter') return { message: vcenterMessage(path) }
  if (path.startsWith('/vmw/cache/')) return { message: 'file', file: name }
  return {
    message:
      ['tramp', 'host-register', 'boot.cfg', 'certificate', 'report'].find(
        (each) => each === name,
      ) ?? 'file',
    file: name,
  }
}

const nowhere = new URL('http://lab/')

/** Which message of a component a request is, and of which host: by its path, its query, or its address. */
const classify = (
  component: ComponentId,
  request: IncomingMessage,
  identify: Identify,
): Passing => {
  // A target that is no URL is the service's to refuse.
  const { pathname, searchParams } = URL.parse(request.url ?? '/', 'http://lab') ?? nowhere
  const mac = macSchema.safeParse(searchParams.get('mac')).data
  const named = hostId.safeParse(/\/hosts?\/([^/]+)\//.exec(pathname)?.[1]).data
  const from = plainAddress(request.socket.remoteAddress)
  const host = named ?? (mac === undefined ? identify.byAddress(from) : identify.byMac(mac))
  return { component, host, ...messageOf(component, pathname) }
}

type Body = Extract<FaultEffect, { kind: 'truncate' | 'throttle' | 'corrupt' }>

const bytesOf = (chunk: unknown): Uint8Array | undefined => {
  if (typeof chunk === 'string') return Buffer.from(chunk)
  return chunk instanceof Uint8Array ? chunk : undefined
}

type Written = (error?: Error | null) => void

/** Parts that leave in a second at any rate that has them: each goes when its time is over. */
const partsPerSecond = 20

/** Lets bytes leave at a rate, in bytes a second. Rejects when the connection ends before. */
const trickle = async (
  bytes: Uint8Array,
  rate: number,
  write: (part: Uint8Array) => Promise<void>,
  gone: AbortSignal,
): Promise<void> => {
  const size = Math.ceil(rate / partsPerSecond)
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size)
    await sleep((part.length / rate) * 1000, undefined, { signal: gone })
    await write(part)
  }
}

/** Lets the body of a response through an effect, piece by piece. The head passes as it is. */
const alterBody = (response: ServerResponse, effect: Body): void => {
  const write = response.write.bind(response)
  const end = response.end.bind(response)
  let sent = 0
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  // The connection ends with the body; and only when a field was set before does Node keep those of
  // `writeHead`, where the length stands.
  if (effect.kind === 'truncate') response.setHeader('connection', 'close')
  const limit = () =>
    effect.kind === 'truncate'
      ? Math.floor(Number(response.getHeader('content-length') ?? 0) * effect.at)
      : Infinity

  const piece = (bytes: Uint8Array, done: Written): void => {
    const first = sent === 0
    const room = limit() - sent
    sent += bytes.length
    if (bytes.length > room) {
      write(bytes.subarray(0, Math.max(0, room)), () => response.socket?.destroy())
    } else if (effect.kind === 'throttle') {
      const written = (part: Uint8Array) =>
        new Promise<void>((resolve) => {
          write(part, () => resolve())
        })
      trickle(bytes, effect.bytesPerSecond, written, gone.signal).then(() => done(), done)
    } else {
      write(effect.kind === 'corrupt' && first ? withFlippedBit(bytes) : bytes, done)
    }
  }

  const callback = (rest: readonly unknown[]): Written => {
    const found = rest.find((each): each is Written => typeof each === 'function')
    return found ?? (() => {})
  }
  response.write = (chunk: unknown, ...rest: unknown[]): boolean => {
    const bytes = bytesOf(chunk)
    if (bytes !== undefined) piece(bytes, callback(rest))
    return false
  }
  response.end = (chunk?: unknown, ...rest: unknown[]): ServerResponse => {
    const bytes = bytesOf(chunk)
    const done = callback([chunk, ...rest])
    if (bytes === undefined || bytes.length === 0) return end(done)
    piece(bytes, () => end(done))
    return response
  }
}

/** Whether the request goes on to the service, after an effect was played on it. */
const play = (
  effect: FaultEffect | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): boolean => {
  switch (effect?.kind) {
    case undefined:
    case 'delay':
    case 'hold':
    case 'duplicate':
    case 'rewrite':
      return true
    case 'drop':
      return false
    case 'refuse':
      request.socket.destroy()
      return false
    case 'httpStatus':
      if (effect.retryAfter !== undefined) response.setHeader('retry-after', effect.retryAfter)
      response.writeHead(effect.status, { 'content-type': 'text/plain' })
      response.end('A fault answers in place of the service.\n')
      return false
    case 'truncate':
    case 'throttle':
    case 'corrupt':
      alterBody(response, effect)
      return true
    default:
      return assertNever(effect)
  }
}

/** Puts the seam between a server and its own listeners. An empty seam changes nothing. */
export const throughHttpFaults = (
  server: Server,
  component: ComponentId,
  seam: FaultSeam,
  identify: Identify,
): void => {
  const listeners = server.listeners('request')
  server.removeAllListeners('request')
  const pass = (request: IncomingMessage, response: ServerResponse): void => {
    for (const listener of listeners) listener.call(server, request, response)
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!seam.any(component)) {
      pass(request, response)
      return
    }
    seam.meet(classify(component, request, identify)).then(
      (effect) => {
        if (play(effect, request, response)) pass(request, response)
      },
      () => response.destroy(),
    )
  })
}
