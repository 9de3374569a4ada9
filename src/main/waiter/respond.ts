import type { IncomingMessage, ServerResponse } from 'node:http'
import { LabError } from '../../shared/base/index.ts'
import type { Fact } from '../../shared/facts/index.ts'
import type { Requester } from '../tftp/index.ts'
import { sendAnswer, type Answer } from './answer.ts'
import { addressOf, type Asker } from './asker.ts'
import { createAssignments } from './assignments.ts'
import { bootArchive } from './boot-archive.ts'
import { createBreath } from '../breath.ts'
import { lostTo } from './file-facts.ts'
import type { WaiterLimits } from './limits.ts'
import { createLine } from './line.ts'
import { payloadAnswer, type Payload } from './payloads.ts'
import { demandOneHost, demandVersion, routeOf, type Route } from './route.ts'
import { createFileServing } from './serve-file.ts'
import { createLoaderServing } from './serve-loader.ts'
import { createTextAnswers, type Run } from './text-answers.ts'
import type { WaiterDeps } from './deps.ts'

/** A request, where it came from (`address:port`), and the run of the waiter that answers it. */
export type Asked = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly client: string
  readonly run: Run
}

/** Who asked, by the address it was leased where the route does not name it. */
export const askerOf = (
  { identify }: Pick<WaiterDeps, 'identify'>,
  client: string,
  route?: Route,
): Asker => {
  const named = route !== undefined && 'host' in route ? route.host : undefined
  const host = named ?? identify.byAddress(addressOf(client))
  return { client, ...(host === undefined ? {} : { host }) }
}

/** ms for which bodies may go on before the thread looks at what else there is. */
const breathAfter = 20

type FileRoute = Extract<Route, { kind: 'cache' | 'hostFile' }>

/** Answers a request by its route. Rejects with the `LabError` that is to be its refusal. */
export const createResponder = (
  deps: WaiterDeps,
  limits: WaiterLimits,
  /** A fact that no answer waits for. */
  note: (...facts: readonly Fact[]) => Promise<void>,
) => {
  const { images, clock, loaders, document } = deps
  const { stall, tell } = limits
  const now = () => clock.now()
  const assignments = createAssignments()
  const line = createLine(limits.transfers, limits.line, now)
  const breathe = createBreath(breathAfter)
  const answers = createTextAnswers(deps, assignments)
  const serveFile = createFileServing({ images, note, stall, tell, breathe, now })
  const serveLoader = createLoaderServing({ files: loaders?.files, note, stall, breathe, now })

  /** The file a route names: by digest, or the loader of the image the host was given. */
  const fileOf = (route: FileRoute) => {
    if (route.kind === 'cache') return route
    const { host, name } = route
    const { loader, uefiLoader } = assignments.demand(host).imageProfile
    const found = [loader, uefiLoader].find((file) => file?.name === name)
    if (found !== undefined) return found
    throw new LabError('waiter.not-found', `${host} has no ${name}.`, { host })
  }

  const payloadOf = (route: FileRoute): Payload | undefined =>
    route.kind === 'hostFile'
      ? assignments.get(route.host)?.payloads.find(({ name }) => name === route.name)
      : undefined

  const requesterOf = ({ client, host }: Asker): Requester => {
    const known = document().hosts.find(({ id }) => id === host)
    return {
      client,
      ...(host === undefined ? {} : { host }),
      simulated: known?.kind === 'simulated',
    }
  }

  /** Sends a file that is at hand. */
  const sendMade = async ({ request, response, run }: Asked, asker: Asker, made: Made) => {
    const { name: file, sha256, answer } = made
    const begun = now()
    const whole = await sendAnswer(response, answer, stall)
    if (request.method === 'HEAD') return
    const bytes = answer.body.length
    const cut = { bytes: 0, of: bytes, cause: lostTo('connection', run.signal) }
    await note(
      whole
        ? { type: 'waiter.fileServed', ...asker, file, sha256, bytes, took: now() - begun }
        : { type: 'waiter.fileCut', ...asker, file, ...cut },
    )
  }

  const sendStored = async ({ request, response, run }: Asked, asker: Asker, route: FileRoute) => {
    const file = fileOf(route)
    const { host = '' } = asker
    const assignment = assignments.get(host)
    assignments.asked(host, now())
    try {
      const bootedSince = () => assignments.get(host) !== assignment
      await serveFile({
        ...{ request, response, file, asker },
        ...{ assignment, bootedSince, unplugged: run.signal },
      })
    } finally {
      assignments.answered(host, file.sha256)
    }
  }

  /** Every body that is read while it is sent takes a place in the line. */
  const inLine = async (
    { response, client, run: { signal } }: Asked,
    work: () => Promise<void>,
  ): Promise<void> => {
    // As if its client had taken nothing for long.
    const giveWay = () => response.emit('timeout')
    const place = await line.enter({ address: addressOf(client), signal, giveWay })
    response.on('drain', place.moved)
    try {
      await work()
    } finally {
      place.leave()
    }
  }

  return async (asked: Asked): Promise<void> => {
    const { request, response, client, run } = asked
    demandVersion(request.httpVersion)
    demandOneHost(request.httpVersion, request.headersDistinct)
    const route = routeOf(request.method ?? '', request.url ?? '')
    const asker = askerOf(deps, client, route)
    switch (route.kind) {
      case 'cache':
      case 'hostFile': {
        const payload = payloadOf(route)
        if (payload === undefined) await inLine(asked, () => sendStored(asked, asker, route))
        else await sendMade(asked, asker, { ...payload, answer: payloadAnswer(payload) })
        return
      }
      case 'loader': {
        const { name } = route
        const from = { asker, requester: requesterOf(asker), unplugged: run.signal }
        await inLine(asked, () => serveLoader({ request, response, name, ...from }))
        return
      }
      case 'bootArchive':
        await sendMade(asked, asker, await bootArchive(loaders, requesterOf(asker)))
        return
      default:
        await sendAnswer(response, await answers(route, request, asker, run), stall)
    }
  }
}

/** A file that was made for an answer. */
type Made = { readonly name: string; readonly sha256: string; readonly answer: Answer }
