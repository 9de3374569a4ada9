import { readFile } from 'node:fs/promises'
import type { Clock } from '../../shared/base/index.ts'
import { rowsOf } from './kernel-table.ts'
import type { UdpSocket } from './network.ts'

/** MAC by address of the neighbours that answered ARP, on one device, from the text of `/proc/net/arp`. */
export const parseNeighbours = (text: string, device: string): ReadonlyMap<string, string> =>
  new Map(
    rowsOf(text)
      .filter(([, , flags, , , on]) => on === device && (Number(flags) & complete) !== 0)
      .map(([address = '', , , mac = '']) => [address, mac]),
  )

const complete = 0x02

/** MAC by address of the neighbours this computer knows on a device now. Linux; elsewhere none. */
export const knownNeighbours = async (device: string): Promise<ReadonlyMap<string, string>> =>
  parseNeighbours(await readFile('/proc/net/arp', 'utf8').catch(() => ''), device)

/** ms in which a neighbour on the segment answers ARP, generously. */
export const answered = 600
/** ms after which the system has asked again and given up an entry nobody answers for (5 s wait, 3 tries). */
const asked = 10_000
/** Nobody listens there; what matters is that the system must ask for the MAC to send it (RFC 863). */
const discard = 9

/**
 * Which of the addresses somebody on the segment answers for, with the MAC. Needs no rights: a datagram to each
 * makes the system ask by ARP, and its table tells who answered. With `recheck` an entry from before is believed only
 * when it holds after the system has asked again. Linux alone; elsewhere the table is not there and nobody answers.
 */
export const askNeighbours = async (
  addresses: readonly string[],
  {
    device,
    socket,
    clock,
    recheck,
    signal,
  }: {
    readonly device: string
    readonly socket: UdpSocket
    readonly clock: Clock
    readonly recheck: boolean
    readonly signal: AbortSignal
  },
): Promise<ReadonlyMap<string, string>> => {
  const before = await knownNeighbours(device)
  for (const address of addresses) socket.send(Uint8Array.of(0), { address, port: discard })
  await clock.sleep(answered, signal)
  const soon = await knownNeighbours(device)
  const old = recheck ? addresses.filter((address) => before.has(address)) : []
  if (old.length > 0) await clock.sleep(asked - answered, signal)
  const late = old.length > 0 ? await knownNeighbours(device) : soon
  return new Map(
    addresses.flatMap((address) => {
      const mac = old.includes(address) ? late.get(address) : soon.get(address)
      return mac === undefined ? [] : [[address, mac] as const]
    }),
  )
}
