import { LabError, type HostId } from '../../shared/base/index.ts'
import { hostId, sha256 } from '../../shared/base/schemas.ts'

/** What a request asks for (docs/protocol.md). */
export type Route =
  | { readonly kind: 'tramp' }
  | { readonly kind: 'register'; readonly query: string }
  | { readonly kind: 'bootConfig'; readonly host: HostId; readonly proxy?: number }
  /** As mboot asks that firmware started without us: in the folder of its MAC. */
  | { readonly kind: 'bootConfigOf'; readonly mac: string }
  | { readonly kind: 'hostFile'; readonly host: HostId; readonly name: string }
  | { readonly kind: 'cache'; readonly sha256: string; readonly name: string }
  | { readonly kind: 'certificate'; readonly host: HostId }
  | { readonly kind: 'report'; readonly host: HostId }
  | { readonly kind: 'loader'; readonly name: string }
  | { readonly kind: 'bootArchive' }
  /** The waiter itself and no path of it: what may be asked at all (RFC 9110 section 9.3.7). */
  | { readonly kind: 'waiter' }

/** Characters of a path that a refusal tells and the journal keeps. */
export const mostTold = 200

/**
 * The route of a method and request target. `LabError` `waiter.not-found` or
 * `waiter.method-not-allowed` (detail `allow`).
 */
export const routeOf = (method: string, target: string): Route => {
  const { path: asked, query } = splitTarget(target)
  const route = match(asked, query)
  const path = asked.slice(0, mostTold)
  if (route === undefined)
    throw new LabError('waiter.not-found', `There is no ${path} here.`, { path })
  const allow = allowed(route)
  if (allow.includes(method)) return route
  throw new LabError('waiter.method-not-allowed', `${method} is not for ${path}.`, {
    path,
    allow: allow.join(', '),
  })
}

/** `LabError` `waiter.http-version`: what another version means is not known here (RFC 9112 section 2.3). */
export const demandVersion = (httpVersion: string): void => {
  if (httpVersion.startsWith('1.')) return
  throw new LabError('waiter.http-version', `HTTP/${httpVersion} is not spoken here.`, {
    version: httpVersion,
  })
}

/** A host and its port as they stand in a URL (RFC 3986 section 3.2.2), or nothing. */
const hostField = /^(?:\[[\w:.~%-]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/

/**
 * `LabError` `waiter.bad-request` when a request of HTTP/1.1 names no host, several, or what is none (RFC 9112
 * section 3.2): a proxy in front may have read another one than we would.
 */
export const demandOneHost = (
  httpVersion: string,
  { host }: Readonly<Record<string, readonly string[] | undefined>>,
): void => {
  const count = host?.length ?? 0
  if (count === 0 && httpVersion !== '1.1') return
  if (count !== 1)
    throw new LabError('waiter.bad-request', `A request names one host, not ${count}.`, { count })
  const [name = ''] = host ?? []
  if (!hostField.test(name))
    throw new LabError('waiter.bad-request', 'The Host field of the request is no host.')
}

/** RFC 9112 section 3.2: a target is a path or, through a proxy, a whole URL. */
const splitTarget = (target: string): { path: string; query: string } => {
  const origin = target.replace(/^https?:\/\/[^/?]*\/?/i, '/')
  const at = origin.indexOf('?')
  return at < 0
    ? { path: origin, query: '' }
    : { path: origin.slice(0, at), query: origin.slice(at + 1) }
}

/** A character and its percent-encoding are the same (RFC 9110 section 4.2.3); an encoded slash parts nothing. */
const partsOf = (path: string): string[] | undefined => {
  try {
    return path.split('/').slice(1).map(decodeURIComponent)
  } catch {
    return undefined
  }
}

const match = (path: string, query: string): Route | undefined => {
  if (path === '*') return { kind: 'waiter' }
  const parts = partsOf(path)
  if (parts?.shift() !== 'vmw') return undefined
  const [service, what, name, ...more] = parts
  if (service === 'cache') return more.length === 0 ? matchCache(what, name) : undefined
  // A loader has the name that TFTP knows it by, folders and all. The store of loaders refuses what is none.
  if (service === 'loader') return { kind: 'loader', name: parts.slice(1).join('/') }
  if (service !== 'rbd') return undefined
  if (what === 'tramp' && name === undefined) return { kind: 'tramp' }
  if (what === 'deploy-tftp.zip' && name === undefined) return { kind: 'bootArchive' }
  if (what === 'host-register' && name === undefined) return { kind: 'register', query }
  if (what === 'host' && more.length === 1) return matchHost(name, more[0])
  if (what === 'host' && more.length === 2 && more[1] === 'boot.cfg') {
    return matchProxied(name, more[0])
  }
  return undefined
}

const matchCache = (digest: string | undefined, name: string | undefined): Route | undefined =>
  name !== undefined && isFileName(name) && sha256.safeParse(digest).success && digest !== undefined
    ? { kind: 'cache', sha256: digest, name }
    : undefined

/** 01 is Ethernet (RFC 1700); the MAC follows with hyphens. */
const macFolder = /^01-([0-9a-f]{2}(?:-[0-9a-f]{2}){5})$/

const matchHost = (host: string | undefined, name: string | undefined): Route | undefined => {
  if (host === undefined || name === undefined || !hostId.safeParse(host).success) return undefined
  const mac = macFolder.exec(host)?.[1]?.replaceAll('-', ':')
  if (mac !== undefined) return name === 'boot.cfg' ? { kind: 'bootConfigOf', mac } : undefined
  if (name === 'boot.cfg') return { kind: 'bootConfig', host }
  if (name === 'certificate') return { kind: 'certificate', host }
  if (name === 'report') return { kind: 'report', host }
  return isFileName(name) ? { kind: 'hostFile', host, name } : undefined
}

/** boot.cfg of a host that got its loader from a proxy: `proxy-<id>`. */
const matchProxied = (host: string | undefined, folder: string | undefined): Route | undefined => {
  const proxy = /^proxy-(\d{1,9})$/.exec(folder ?? '')?.[1]
  if (proxy === undefined || host === undefined || !hostId.safeParse(host).success) return undefined
  return { kind: 'bootConfig', host, proxy: Number(proxy) }
}

const isFileName = (name: string): boolean => /^[A-Za-z0-9._+-]+$/.test(name)

/** What makes a decision or a certificate goes into the journal, so HEAD is not for it. */
const allowed = (route: Route): readonly string[] => {
  if (route.kind === 'waiter') return ['OPTIONS']
  if (route.kind === 'report') return ['POST']
  return route.kind === 'register' || route.kind === 'certificate' ? ['GET'] : ['GET', 'HEAD']
}
