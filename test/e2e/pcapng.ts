/** A packet of a pcapng file: who sent it to whom, and what it carried above UDP or TCP. */
export type SavedPacket = {
  readonly from: string
  readonly to: string
  readonly payload: Buffer
}

const packetBlock = 6
const linkTypes = { rawIp: 101, upperPdu: 252 }

const dotted = (bytes: Buffer): string => bytes.join('.')

/** A raw IPv4 packet with UDP in it (RFC 791, 768). */
const readDatagram = (data: Buffer): SavedPacket => {
  const udp = data.subarray(((data[0] ?? 0) & 0x0f) * 4)
  return {
    from: `${dotted(data.subarray(12, 16))}:${String(udp.readUInt16BE(0))}`,
    to: `${dotted(data.subarray(16, 20))}:${String(udp.readUInt16BE(2))}`,
    payload: udp.subarray(8, udp.readUInt16BE(4)),
  }
}

/** Wireshark's exported PDU: tags with the ends, then the message. */
const readPdu = (data: Buffer): SavedPacket => {
  const tags = new Map<number, Buffer>()
  let at = 0
  for (;;) {
    const [tag, size] = [data.readUInt16BE(at), data.readUInt16BE(at + 2)]
    at += 4
    if (tag === 0) break
    tags.set(tag, data.subarray(at, at + size))
    at += size
  }
  const end = (address: number, port: number): string =>
    `${dotted(tags.get(address) ?? Buffer.alloc(0))}:${String(tags.get(port)?.readUInt32BE(0))}`
  return { from: end(20, 25), to: end(21, 26), payload: data.subarray(at) }
}

/** The packets of a little-endian pcapng file, read by the standard and not by our own writer's code. */
export const readPcapng = (file: Buffer): readonly SavedPacket[] => {
  const links: number[] = []
  const packets: SavedPacket[] = []
  for (let at = 0; at < file.length; at += file.readUInt32LE(at + 4)) {
    const type = file.readUInt32LE(at)
    if (type === 1) links.push(file.readUInt16LE(at + 8))
    if (type !== packetBlock) continue
    const data = file.subarray(at + 28, at + 28 + file.readUInt32LE(at + 20))
    const link = links[file.readUInt32LE(at + 8)]
    packets.push(link === linkTypes.rawIp ? readDatagram(data) : readPdu(data))
  }
  return packets
}
