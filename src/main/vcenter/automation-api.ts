import { LabError } from '../../shared/base/index.ts'
import { hostId } from '../../shared/base/schemas.ts'
import {
  datacenterOf,
  datacentersOf,
  type LabDocument,
  type Place,
} from '../../shared/document/index.ts'
import { ApiError, type Ask, type Face, type Reply, type Route } from './face.ts'
import type { HostRecord } from './inventory.ts'
import type { Session, Sessions } from './sessions.ts'

const connectionStates = {
  connected: 'CONNECTED',
  disconnected: 'DISCONNECTED',
  notResponding: 'NOT_RESPONDING',
} as const

const unauthenticated = (): ApiError =>
  new ApiError(401, 'UNAUTHENTICATED', 'Log in by POST /api/session first.')

const sessionInfo = ({ user, createdAt, lastAccessAt }: Session): unknown => ({
  user,
  created_time: new Date(createdAt).toISOString(),
  last_accessed_time: new Date(lastAccessAt).toISOString(),
})

const sessionRoute = ({ method, authorization, session: id }: Ask, sessions: Sessions): Reply => {
  if (method === 'POST') {
    const opened = sessions.open(authorization)
    if (opened === undefined) throw unauthenticated()
    return { status: 201, body: opened }
  }
  const session = sessions.find(id)
  if (session === undefined || id === undefined) throw unauthenticated()
  if (method === 'GET') return { status: 200, body: sessionInfo(session) }
  if (method !== 'DELETE') throw new ApiError(404, 'NOT_FOUND', 'Sessions know no such method.')
  sessions.close(id)
  return { status: 204 }
}

const summaryOf = ({ id, connection }: HostRecord): unknown => ({
  host: id,
  name: id,
  connection_state: connectionStates[connection],
  ...(connection === 'connected' ? { power_state: 'POWERED_ON' } : {}),
})

/** A filter of the list: given several times it means any of them, not given it lets all pass. */
const lets = (query: URLSearchParams, name: string, value: string): boolean =>
  !query.has(name) || query.getAll(name).includes(value)

const placeOf = ({ cluster, folder, association }: HostRecord): Place => ({
  cluster,
  folder,
  datacenter: association.datacenter,
})

const hosts = ({ document, inventory }: Face, query: URLSearchParams): unknown =>
  [...inventory().values()]
    .filter((record) => {
      const { id, cluster, folder, connection } = record
      return (
        lets(query, 'hosts', id) &&
        lets(query, 'names', id) &&
        lets(query, 'clusters', cluster) &&
        lets(query, 'folders', folder ?? '') &&
        lets(query, 'datacenters', datacenterOf(document(), placeOf(record))) &&
        lets(query, 'connection_states', connectionStates[connection])
      )
    })
    .map(summaryOf)

/** Those of a datacenter when the query names one. */
const standingIn = <T extends { readonly name: string; readonly datacenter?: string | undefined }>(
  list: readonly T[],
  document: LabDocument,
  query: URLSearchParams,
): readonly T[] =>
  list.filter(({ datacenter = document.datacenter }) => lets(query, 'datacenters', datacenter))

const clusters = ({ document }: Face, query: URLSearchParams): unknown =>
  standingIn(document().clusters, document(), query).map(({ name }) => ({
    cluster: name,
    name,
    ha_enabled: false,
    drs_enabled: true,
  }))

const virtualMachines = ({ document, inventory }: Face, query: URLSearchParams): unknown => {
  const hostOf = new Map(
    [...inventory().values()].flatMap((host) => host.virtualMachines.map((vm) => [vm, host])),
  )
  return document().virtualMachines.flatMap(({ name, cluster }) => {
    const host = hostOf.get(name)
    const power_state = host?.connection === 'connected' ? 'POWERED_ON' : 'POWERED_OFF'
    return lets(query, 'clusters', cluster) && lets(query, 'hosts', host?.id ?? '')
      ? [{ vm: name, name, power_state }]
      : []
  })
}

/**
 * Hosts in the words of the web services API, which has what the Automation API lacks: the flag, the
 * reason of a maintenance mode, compliance. The path is ours.
 */
const hostsInFull = ({ document, inventory }: Face, query: URLSearchParams): unknown =>
  [...inventory().values()]
    .filter(({ id }) => lets(query, 'hosts', id))
    .map((host) => ({
      host: host.id,
      parent: host.cluster || host.folder || datacenterOf(document(), placeOf(host)),
      datacenter: datacenterOf(document(), placeOf(host)),
      runtime: {
        connectionState: host.connection,
        inMaintenanceMode: host.maintenance !== undefined,
        ...(host.maintenance && { maintenanceCause: host.maintenance.cause }),
      },
      config: { deploymentInfo: { bootedFromStatelessCache: host.bootedFromCache } },
      complianceCheckResult: { complianceStatus: host.compliance, failure: host.failures },
      vm: host.virtualMachines,
    }))

const lists: Readonly<Record<string, (face: Face, query: URLSearchParams) => unknown>> = {
  '/api/vcenter/datacenter': ({ document }) =>
    datacentersOf(document()).map((name) => ({ datacenter: name, name })),
  '/api/vcenter/folder': ({ document }, query) =>
    standingIn(document().folders, document(), query).map(({ name }) => ({
      folder: name,
      name,
      type: 'HOST',
    })),
  '/api/vcenter/cluster': clusters,
  '/api/vcenter/host': hosts,
  '/api/vcenter/vm': virtualMachines,
  '/api/headwaiter/hosts': hostsInFull,
  // Ours: the Automation API has no events.
  '/api/headwaiter/events': ({ events }, query) => events(query.get('host') ?? undefined),
}

/** A part of a path as it was meant; one that means nothing stays as it is. */
const plain = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** `connect` and `disconnect` answer 204, and 400 when the host is so already. */
const changeConnection = async (
  { inventory, operations }: Face,
  name: string,
  action: string | null,
): Promise<Reply> => {
  const host = hostId.safeParse(name)
  const record = host.success ? inventory().get(host.data) : undefined
  if (record === undefined) throw new ApiError(404, 'NOT_FOUND', `There is no host "${name}".`)
  const wanted = { connect: 'connected', disconnect: 'disconnected' }[action ?? '']
  if (wanted === undefined) throw new ApiError(400, 'INVALID_ARGUMENT', 'Connect or disconnect.')
  if (record.connection === wanted) {
    const message = `${record.id} is ${wanted}.`
    return new ApiError(400, 'ALREADY_IN_DESIRED_STATE', message).reply()
  }
  try {
    await (wanted === 'connected' ? operations.reconnect : operations.disconnect)(record.id)
    return { status: 204 }
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    throw new ApiError(503, 'SERVICE_UNAVAILABLE', error.message)
  }
}

/**
 * The part of the vSphere Automation API that the lab has, in its shape: sessions, the lists of the
 * inventory, connect and disconnect. Ids are the lab's own names.
 */
export const automationRoutes =
  (face: Face, sessions: Sessions): Route =>
  async (ask) => {
    const { method, path, query } = ask
    if (path === '/api/session') return sessionRoute(ask, sessions)
    if (!/^\/api\/(vcenter|headwaiter)\//.test(path)) return undefined
    if (sessions.find(ask.session) === undefined) throw unauthenticated()
    const list = lists[path]
    if (method === 'GET' && list !== undefined) return { status: 200, body: list(face, query) }
    const host = /^\/api\/vcenter\/host\/([^/]+)$/.exec(path)?.[1]
    if (method !== 'POST' || host === undefined) return undefined
    return changeConnection(face, plain(host), query.get('action'))
  }
