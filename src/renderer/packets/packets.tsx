import { useMemo, useState } from 'react'
import type { Explanation } from '../../shared/packet/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useUntil } from '../client/react.tsx'
import type { Format } from '../strings/format.ts'
import { useFormat, useStrings, type Strings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { momentInFile, type Column } from '../ui/table/model.ts'
import { Table } from '../ui/table/table.tsx'
import { isAmong, type Whose } from '../wire/whose.ts'
import { PacketDetail } from './packet-detail.tsx'
import { explainPacket, packetKey, type Packet } from './packet.ts'
import styles from './packets.module.css'
import { usePackets } from './use-packets.ts'

type PacketRow = { readonly packet: Packet; readonly explanation: Explanation }

const end = ({ address, port }: Packet['peer']): string => `${address}:${port}`

const columnsOf = ({ packets }: Strings, format: Format): readonly Column<PacketRow>[] => {
  const { columns } = packets
  return [
    {
      id: 'title',
      label: columns.title,
      width: 320,
      value: ({ explanation }) => explanation.title,
    },
    {
      id: 'time',
      label: columns.time,
      width: 110,
      value: ({ packet }) => packet.at,
      text: ({ packet }) => format.moment(packet.at),
      inFile: ({ packet }) => momentInFile(packet.at),
      render: ({ packet }) => (
        <code title={format.dayAndTime(packet.at)}>{format.moment(packet.at)}</code>
      ),
    },
    {
      id: 'protocol',
      label: columns.protocol,
      width: 80,
      value: ({ explanation }) => explanation.protocol.toUpperCase(),
    },
    {
      id: 'from',
      label: columns.from,
      width: 150,
      value: ({ packet }) => end(packet.direction === 'sent' ? packet.local : packet.peer),
    },
    {
      id: 'to',
      label: columns.to,
      width: 150,
      value: ({ packet }) => end(packet.direction === 'sent' ? packet.peer : packet.local),
    },
    {
      id: 'length',
      label: columns.length,
      width: 80,
      numeric: true,
      value: ({ packet }) => packet.length,
    },
    {
      id: 'comment',
      label: columns.comment,
      width: 240,
      value: ({ packet }) => packet.comment,
    },
  ]
}

const rowKey = ({ packet }: PacketRow): string => packetKey(packet)

const SaveCapture = () => {
  const { packets } = useStrings()
  const { saveCapture } = useActions()
  const busy = useDesk((desk) => desk.busy.has('capture'))
  return (
    <Button size="s" busy={busy} onClick={saveCapture}>
      {packets.save}
    </Button>
  )
}

const isOf = (packet: Packet, whose: Whose): boolean =>
  whose === undefined ||
  (packet.comment ?? '').split(/[\s,;:]+/).some((word) => isAmong(whose, word))

/** The packets themselves: each as it was on the wire, with every field explained. */
export const Packets = ({ whose }: { readonly whose: Whose }) => {
  const strings = useStrings()
  const format = useFormat()
  const { packetWords: words } = strings
  const packets = usePackets()
  const until = useUntil()
  const [chosen, setChosen] = useState<string>()
  const columns = useMemo(() => columnsOf(strings, format), [strings, format])
  const rows = useMemo(
    () =>
      (packets ?? [])
        .filter((packet) => packet.at < until && isOf(packet, whose))
        .map((packet) => ({ packet, explanation: explainPacket(packet, words) }))
        .toReversed(),
    [packets, until, whose, words],
  )
  const none = until < Infinity ? strings.packets.notYet : strings.packets.empty
  const row = rows.find((candidate) => rowKey(candidate) === chosen)
  return (
    <div className={styles.packets} data-detail={row !== undefined}>
      <Table
        name="packets"
        label={strings.ladder.packets}
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        chosen={chosen}
        onChoose={setChosen}
        tools={<SaveCapture />}
        empty={packets === undefined ? strings.app.loading : none}
      />
      {row !== undefined && (
        <PacketDetail
          key={rowKey(row)}
          packet={row.packet}
          explanation={row.explanation}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  )
}
