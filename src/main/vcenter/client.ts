import { z } from 'zod'
import { LabError } from '../../shared/base/index.ts'

/**
 * A vCenter as the lab sees it through the vSphere Automation API, its own or a real one. Errors:
 * `vcenter.unreachable`, `vcenter.login-refused`, `vcenter.unknown-host`, `vcenter.bad-reply`.
 */
export type VCenterClient = {
  hosts(): Promise<readonly RemoteHost[]>
  clusters(): Promise<readonly RemoteCluster[]>
  /** Resolves too when the host is connected already. */
  connect(host: string): Promise<void>
  disconnect(host: string): Promise<void>
  logout(): Promise<void>
}

export type RemoteHost = {
  /** The vCenter's id of it, such as `host-12`. */
  readonly id: string
  readonly name: string
  readonly connection: 'connected' | 'disconnected' | 'notResponding'
}
export type RemoteCluster = { readonly id: string; readonly name: string }

const hostList = z.array(
  z
    .object({
      host: z.string(),
      name: z.string(),
      connection_state: z.enum(['CONNECTED', 'DISCONNECTED', 'NOT_RESPONDING']),
    })
    .transform(({ host, name, connection_state }): RemoteHost => ({
      id: host,
      name,
      connection: connections[connection_state],
    })),
)

const connections = {
  CONNECTED: 'connected',
  DISCONNECTED: 'disconnected',
  NOT_RESPONDING: 'notResponding',
} as const

const clusterList = z.array(
  z
    .object({ cluster: z.string(), name: z.string() })
    .transform(({ cluster, name }): RemoteCluster => ({ id: cluster, name })),
)

const problem = z.object({
  error_type: z.string().default(''),
  messages: z.array(z.object({ default_message: z.string() })).default([]),
})

type Asked = { readonly status: number; readonly body: unknown }

const statusError = ({ status, body }: Asked, path: string): LabError => {
  const { error_type, messages } = problem.safeParse(body).data ?? { error_type: '', messages: [] }
  const text = messages.map(({ default_message }) => default_message).join(' ')
  const details = { status, path, type: error_type }
  if (status === 401) {
    return new LabError('vcenter.login-refused', `vCenter refused the login. ${text}`, details)
  }
  if (status === 404) return new LabError('vcenter.unknown-host', `No ${path}. ${text}`, details)
  return new LabError('vcenter.bad-reply', `${path} answered ${status}. ${text}`, details)
}

/**
 * Speaks to a vCenter at `url`. It logs in at the first call, and once more when the session has run
 * out. TLS trust is the platform's: a private authority goes into `NODE_EXTRA_CA_CERTS`.
 */
export const createVCenterClient = ({
  url,
  user,
  password,
  signal,
}: {
  readonly url: string
  readonly user: string
  readonly password: string
  readonly signal: AbortSignal
}): VCenterClient => {
  let session: string | undefined

  const ask = async (
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Asked> => {
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        signal,
        headers: { ...headers, accept: 'application/json', connection: 'close' },
      })
      const text = await response.text()
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
    } catch (error) {
      if (error instanceof SyntaxError) {
        throw new LabError('vcenter.bad-reply', `${path} did not answer JSON.`, { path }, error)
      }
      throw new LabError('vcenter.unreachable', `${url} does not answer.`, { url }, error)
    }
  }

  const login = async (): Promise<string> => {
    const encoded = Buffer.from(`${user}:${password}`).toString('base64')
    const reply = await ask('POST', '/api/session', { authorization: `Basic ${encoded}` })
    if (reply.status !== 201) throw statusError(reply, '/api/session')
    return parsed(z.string(), reply.body, '/api/session')
  }

  const call = async (method: string, path: string): Promise<Asked> => {
    const attempt = async (): Promise<Asked> => {
      session ??= await login()
      return ask(method, path, { 'vmware-api-session-id': session })
    }
    const first = await attempt()
    if (first.status !== 401) return first
    session = undefined
    return attempt()
  }

  const list = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const reply = await call('GET', path)
    if (reply.status !== 200) throw statusError(reply, path)
    return parsed(schema, reply.body, path)
  }

  const change = async (host: string, action: 'connect' | 'disconnect'): Promise<void> => {
    const path = `/api/vcenter/host/${encodeURIComponent(host)}?action=${action}`
    const reply = await call('POST', path)
    const { error_type } = problem.safeParse(reply.body).data ?? {}
    if (reply.status !== 204 && error_type !== 'ALREADY_IN_DESIRED_STATE') {
      throw statusError(reply, path)
    }
  }

  return {
    hosts: () => list('/api/vcenter/host', hostList),
    clusters: () => list('/api/vcenter/cluster', clusterList),
    connect: (host) => change(host, 'connect'),
    disconnect: (host) => change(host, 'disconnect'),
    logout: async () => {
      if (session === undefined) return
      const id = session
      session = undefined
      await ask('DELETE', '/api/session', { 'vmware-api-session-id': id })
    },
  }
}

const parsed = <T>(schema: z.ZodType<T>, value: unknown, path: string): T => {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new LabError('vcenter.bad-reply', `${path} answered in another shape.`, { path })
}
