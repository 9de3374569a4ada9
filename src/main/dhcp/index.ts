export { createDhcp } from './dhcp.ts'
export { standsAlone } from './interlock/lookout.ts'
export { probeSegment } from './interlock/probe.ts'
export { broadcastFlag, codeOfMessage, decodeDhcp, encodeDhcp, messageTypes, option, options, readOption, tryOption, type DhcpPacket, type MessageType } from '../../shared/packet/dhcp/index.ts'
