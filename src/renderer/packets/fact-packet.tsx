import { useState } from 'react'
import type { Recorded } from '../../shared/facts/index.ts'
import { useLabStore } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { PacketDetail } from './packet-detail.tsx'
import { explainPacket, packetOf, type Packet } from './packet.ts'

/** Rooms whose facts speak of packets. */
const rooms = ['dhcp.', 'tftp.', 'waiter.']
/** Packets asked for from this long before the fact, in ms. */
const before = 1000

type Found = { readonly packet: Packet | undefined }

/** The packet behind a fact, fetched when somebody wants to see it. */
export const FactPacket = ({ recorded }: { readonly recorded: Recorded }) => {
  const { packets } = useStrings()
  const store = useLabStore()
  const [found, setFound] = useState<Found>()
  if (!rooms.some((room) => recorded.fact.type.startsWith(room))) return null
  const find = async () => {
    const kept = await store
      .client()
      .capture.packets({ after: recorded.at - before, limit: 5000 })
      .catch((): Packet[] => [])
    setFound({ packet: packetOf(recorded, kept) })
  }
  if (found === undefined) {
    return (
      <Button size="s" onClick={() => void find()}>
        {packets.show}
      </Button>
    )
  }
  return found.packet === undefined ? (
    <p>{packets.gone}</p>
  ) : (
    <PacketDetail packet={found.packet} explanation={explainPacket(found.packet)} narrow />
  )
}
