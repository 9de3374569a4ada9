export { architectureOf, architectures } from './architectures.ts'
export { decodeDhcp, offsetOfOption } from './decode.ts'
export { encodeDhcp } from './encode.ts'
export { explainDhcp, type ExplainedField } from './explain.ts'
export { codeOfMessage, messageTypes, options, type MessageType } from './options.ts'
export {
  broadcastFlag,
  cutText,
  layout,
  macOf,
  nowhere,
  option,
  readOption,
  smallestPacket,
  tryOption,
  type DhcpPacket,
  type OptionSpec,
} from './packet.ts'
export {
  address,
  addresses,
  fromHex,
  hex,
  machineId,
  routes,
  subOptions,
  text,
  userClasses,
  type Route,
  type SubOption,
  type ValueCodec,
} from './values.ts'
