import type { HealProof } from '../component.ts'
import type { Endpoint } from '../net/network.ts'
import { createVCenterClient } from './client.ts'

/** Logs in and reads the inventory as any script would, by the platform's own HTTP client. */
export const proveVCenter = async (
  { address, port }: Endpoint,
  signal: AbortSignal,
): Promise<HealProof> => {
  const url = `http://${address}:${port}`
  const client = createVCenterClient({ url, user: 'heal-proof', password: 'heal-proof', signal })
  const hosts = await client.hosts()
  await client.logout()
  const connected = hosts.filter(({ connection }) => connection === 'connected').length
  return [
    `POST ${url}/api/session: logged in`,
    `GET ${url}/api/vcenter/host: ${hosts.length} hosts, ${connected} connected`,
    'session closed',
  ]
}
