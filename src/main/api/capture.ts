import { toPcapng, type CapturedPacket } from '../../shared/packet/index.ts'
import { createCommenter } from '../capture/index.ts'
import { readPages } from '../journal/pages.ts'
import type { Recorded } from '../../shared/facts/index.ts'
import type { ApiDeps } from './deps.ts'

type Deps = Pick<ApiDeps, 'capture' | 'journal' | 'state'>

/** Facts a comment needs are those of the boots that are still in the ring. */
const factsKept = 20_000

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

/** Says of each packet whose it is; to be called in the order of time. */
const commenter = async ({ journal, state }: Deps) => {
  const { document } = await state()
  const facts: Recorded[] = []
  const after = Math.max(0, journal.last() - factsKept)
  for await (const page of readPages(journal, { after })) facts.push(...page)
  return createCommenter(document, facts)
}

/** The kept packets after a time, with their comments. */
export const capturedPackets = async (
  deps: Deps,
  { after, limit }: { readonly after: number; readonly limit: number },
) => {
  const comment = await commenter(deps)
  const said = (packet: CapturedPacket) => {
    const text = comment(packet)
    return text === undefined ? {} : { comment: text }
  }
  return deps.capture
    .packets()
    .filter(({ at }) => at > after)
    .slice(-limit)
    .map((packet) => ({ ...packet, payload: hex(packet.payload), ...said(packet) }))
}

/** Everything kept, as Wireshark reads it. */
export const captureFile = async (deps: Deps) => {
  const packets = deps.capture.packets()
  const bytes = toPcapng(packets, await commenter(deps))
  return { packets: packets.length, pcapng: Buffer.from(bytes).toString('base64') }
}
