import { z } from 'zod'
import { LabError } from '../../shared/base/index.ts'
import type { HealProof } from '../component.ts'
import type { Endpoint } from '../net/network.ts'

const hostList = z.array(z.object({ host: z.string(), connection_state: z.string() }))

/** Reads the inventory by the platform's own HTTP client, as any script would. */
export const proveVCenter = async (
  { address, port }: Endpoint,
  signal: AbortSignal,
): Promise<HealProof> => {
  const url = `http://${address}:${port}/api/vcenter/host`
  const response = await fetch(url, { signal, headers: { connection: 'close' } })
  const hosts = hostList.safeParse(await response.json())
  if (response.status !== 200 || !hosts.success) {
    throw new LabError('plug.not-healed', `GET ${url} answered ${response.status}.`, {
      status: response.status,
    })
  }
  const connected = hosts.data.filter((host) => host.connection_state === 'CONNECTED').length
  return [
    `GET ${url}: ${response.status}`,
    `inventory read: ${hosts.data.length} hosts, ${connected} connected`,
  ]
}
