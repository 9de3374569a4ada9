import { useEffect, useState } from 'react'
import type { Recorded } from '../../shared/facts/index.ts'
import { useLabStore } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { PacketDetail } from './packet-detail.tsx'
import { explainPacket, packetOf, type Packet } from './packet.ts'

/** Rooms whose facts speak of packets. */
const rooms = ['dhcp.', 'tftp.', 'waiter.', 'host.wakeSent']
/** Packets asked for from this long before the fact, in ms. */
const before = 1000
/** Most packets of one answer: in a storm the one that is looked for may be far behind. */
const limits = [300, 5000] as const
/** Arrows walk quickly along the ladder: only where they rest is a packet asked for. */
const patience = 150

type Found = { readonly packet: Packet | undefined }

/** The packet behind a fact; undefined until it is known whether one was kept. */
const usePacket = (recorded: Recorded, wanted: boolean): Found | undefined => {
  const store = useLabStore()
  const [found, setFound] = useState<Found>()
  useEffect(() => {
    if (!wanted) return undefined
    let here = true
    const find = async (): Promise<Packet | undefined> => {
      for (const limit of limits) {
        const kept = await store
          .client()
          .capture.packets({ after: recorded.at - before, limit })
          .catch((): Packet[] => [])
        const packet = packetOf(recorded, kept)
        if (packet !== undefined || kept.length < limit) return packet
      }
      return undefined
    }
    const show = (packet: Packet | undefined) => {
      if (here) setFound({ packet })
    }
    const timer = setTimeout(() => void find().then(show), patience)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [store, recorded, wanted])
  return found
}

/** What went over the wire: every field with its RFC, and the bytes. */
export const FactPacket = ({ recorded }: { readonly recorded: Recorded }) => {
  const { packets, packetWords } = useStrings()
  const wanted = rooms.some((room) => recorded.fact.type.startsWith(room))
  const found = usePacket(recorded, wanted)
  if (found === undefined) return null
  return found.packet === undefined ? (
    <p>{packets.gone}</p>
  ) : (
    <PacketDetail
      packet={found.packet}
      explanation={explainPacket(found.packet, packetWords)}
      narrow
    />
  )
}
