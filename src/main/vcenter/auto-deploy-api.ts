import { z } from 'zod'
import { LabError } from '../../shared/base/index.ts'
import { hostId } from '../../shared/base/schemas.ts'
import { connectReply, connectRequest, hostCertificate } from '../../shared/protocol/index.ts'
import { ApiError, type Face, type Route } from './face.ts'

const parse = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ApiError(400, 'INVALID_ARGUMENT', z.prettifyError(parsed.error))
}

/** What Auto Deploy asks of vCenter: our own conversation (docs/protocol.md), not VMware's. */
export const autoDeployRoutes =
  (face: Face): Route =>
  async ({ method, path, body }) => {
    const [, name, what] =
      /^\/api\/autodeploy\/hosts\/([^/]+)\/(connect|certificate)$/.exec(path) ?? []
    if (method !== 'POST' || name === undefined) return undefined
    const host = parse(hostId, name)
    if (what === 'certificate') {
      return { status: 200, body: hostCertificate.parse(await face.operations.certify(host)) }
    }
    const { address, agentPort: port, association } = parse(connectRequest, await body())
    try {
      await face.operations.admit(host, { address, port }, association)
      return { status: 200, body: connectReply.parse({ connected: true, message: 'Connected.' }) }
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      const reply = connectReply.parse({ connected: false, message: error.message })
      return { status: 200, body: reply }
    }
  }
