import { nothingSent } from '../../shared/rules/index.ts'
import { decideReply, type DecideRequest } from '../../shared/protocol/index.ts'
import { LabError } from '../../shared/base/index.ts'
import type { HealProof } from '../component.ts'

/** A machine that is in no lab: its MAC is of the documentation range (RFC 7042 2.1.2). */
const hypothetical: DecideRequest = {
  host: 'heal-proof',
  dryRun: true,
  attributes: {
    ...nothingSent,
    mac: '00:00:5e:00:53:01',
    uuid: '00000000-0000-4000-8000-000000000000',
  },
}

/**
 * Asks the engine once through the front door, by fetch (undici: another HTTP program than the
 * server's), for a machine that does not exist, as a dry run: no fact comes of it.
 */
export const proveEngine = async (on: string, signal: AbortSignal): Promise<HealProof> => {
  const url = `http://${on}/vmw/rbd/decide`
  const headers = { 'content-type': 'application/json', connection: 'close' }
  const body = JSON.stringify(hypothetical)
  const answered = await fetch(url, { method: 'POST', headers, body, signal })
  const reply = decideReply.safeParse(await answered.json())
  if (answered.status !== 200 || !reply.success)
    throw new LabError('plug.not-healed', `The rules engine answered ${answered.status}.`, { on })
  const outcome =
    reply.data.kind === 'noMatch'
      ? `no rule of ${reply.data.considered} matches it`
      : `rules ${[...new Set(Object.values(reply.data.rules))].join(', ')} match it`
  return [`POST ${url} for a hypothetical host: 200, ${outcome}`]
}
