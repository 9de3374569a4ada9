import type { IncomingMessage } from 'node:http'
import { assertNever } from '../../shared/base/index.ts'
import {
  bootOrderOf,
  errorTimeout,
  hostBootConfig,
  parseBootConfig,
  waiterTramp,
  withPayloads,
} from '../../shared/image/index.ts'
import { jsonAnswer, methodsAnswer, textAnswer, type Answer } from './answer.ts'
import { addressOf, type Asker } from './asker.ts'
import type { Assignments } from './assignments.ts'
import { parseRegistration } from './attributes.ts'
import { certificateFor } from './certify.ts'
import { askVCenter } from './neighbours.ts'
import { registerHost } from './register.ts'
import { readReport } from './report.ts'
import type { Route } from './route.ts'
import type { WaiterDeps } from './deps.ts'

export type TextRoute = Exclude<Route, { kind: 'cache' | 'hostFile' | 'loader' | 'bootArchive' }>

/** The run of the waiter that answers: its own URL, and a signal that aborts when the plug is pulled. */
export type Run = { readonly url: string; readonly signal: AbortSignal }

/**
 * The answers that are made, not stored: scripts, boot.cfg, replies to reports. What an answer says is
 * in the journal before it leaves; a HEAD leaves no trace there.
 */
export const createTextAnswers = (deps: WaiterDeps, assignments: Assignments) => {
  const { record, identify, clock, vcenter, certificates } = deps

  let turn = 0

  const tramp = async (asker: Asker, isHead: boolean, url: string): Promise<Answer> => {
    const body = waiterTramp({ waiterUrl: url })
    if (!isHead) await record({ type: 'waiter.trampServed', ...asker, bytes: body.length })
    return textAnswer(body)
  }

  const register = async (query: string, client: string, run: Run) => {
    const registration = parseRegistration(query, addressOf(client))
    const { mac, uuid } = registration.attributes
    const host = identify.byMac(mac, uuid || undefined)
    const nextTurn = () => turn++
    const parts = { ...deps, run, assignments, nextTurn, now: () => clock.now() }
    return registerHost({ host, client, registration, deps: parts })
  }

  /** A proxy that was removed meanwhile gives nothing: then the server does. */
  const bootConfig = async (
    host: string,
    isHead: boolean,
    url: string,
    proxyId?: number,
  ): Promise<Answer> => {
    const { imageProfile, payloads } = assignments.demand(host)
    const { name, version } = imageProfile
    const modules = bootOrderOf(imageProfile).length
    const proxy = deps.document().proxies?.find(({ id }) => id === proxyId)?.address
    const home = `${url}/vmw/rbd/host/${host}`
    const urls = payloads.map((payload) => `${home}/${payload.name}`)
    const config = withPayloads(hostBootConfig(imageProfile, proxy ?? url), urls)
    const exitsAfter = errorTimeout(parseBootConfig(config))
    const fact = {
      ...{ host, imageProfile: name, modules, ...(proxy && { proxy }) },
      ...(exitsAfter !== undefined && { exitsAfter }),
    }
    if (!isHead) await record({ type: 'waiter.bootConfigServed', ...fact })
    const kept = await certificates.get(host)
    // Keys of our own, as `imageprofile` is; the certificate itself never comes from a proxy.
    const own = kept === undefined ? '' : `certificate=${home}/certificate\n`
    return textAnswer(`${config}imageversion=${version}\n${own}`)
  }

  /** The host's own, or a new one, which is kept before it leaves. Only for a host that boots here. */
  const certificate = async (host: string, client: string, { signal }: Run) => {
    assignments.demand(host)
    const parts = { certificates, vcenter, record, host, signal }
    const { identity, serial, kept } = await certificateFor(parts)
    await record({ type: 'waiter.certificateServed', host, client, serial, kept })
    const answer = jsonAnswer(identity)
    return { ...answer, headers: { 'cache-control': 'no-store' } }
  }

  const report = async (
    host: string,
    request: IncomingMessage,
    client: string,
    { signal }: Run,
  ) => {
    const report = await readReport(request)
    await record({ type: 'waiter.hostReported', host, client, bootSource: report.bootSource })
    const association = assignments.get(host)?.association ?? {}
    return jsonAnswer(await askVCenter({ vcenter, host, report, association, signal }))
  }

  return async (
    route: TextRoute,
    request: IncomingMessage,
    asker: Asker,
    run: Run,
  ): Promise<Answer> => {
    const isHead = request.method === 'HEAD'
    switch (route.kind) {
      case 'tramp':
        return tramp(asker, isHead, run.url)
      case 'register':
        return register(route.query, asker.client, run)
      case 'bootConfig':
        return bootConfig(route.host, isHead, run.url, route.proxy)
      case 'bootConfigOf':
        return bootConfig(identify.byMac(route.mac), isHead, run.url)
      case 'certificate':
        return certificate(route.host, asker.client, run)
      case 'waiter':
        return methodsAnswer
      case 'report':
        return report(route.host, request, asker.client, run)
      default:
        return assertNever(route)
    }
  }
}
