export { createDhcp, type DhcpDeps } from './dhcp.ts'
export { decode as decodeDhcp } from './codec/decode.ts'
export { encode as encodeDhcp } from './codec/encode.ts'
export {
  broadcastFlag,
  option,
  readOption,
  tryOption,
  type DhcpPacket,
  type OptionSpec,
} from './codec/packet.ts'
export { codeOfMessage, messageTypes, options, type MessageType } from './codec/options.ts'
