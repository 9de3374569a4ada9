export { closeServer } from './close-server.ts'
export { everybody } from './everybody.ts'
export { createJoint, type Joint } from './joint.ts'
export { createInterfaceNetwork } from './interface-network.ts'
export { createLabNetwork } from './lab-network.ts'
export {
  demandInterface,
  hasAddress,
  indexOf,
  listInterfaces,
  notReady,
  lackTexts,
  lockTexts,
  type InterfaceInfo,
  type Lacking,
} from './interfaces.ts'
export { knownNeighbours } from './neighbours.ts'
export { isHttp } from './is-http.ts'
export { takeAsItIs } from './sockets.ts'
export { plainAddress } from './plain-address.ts'
export { clientAt, limitSeats, type Crowded } from './seats.ts'
export { standOn } from './stand-on.ts'
export { createPlugs, type Plugs, type PlugStates } from './plugs.ts'
export { withoutCarrier } from './carrier.ts'
export type { Datagram, Endpoint, Network, UdpSocket } from './network.ts'
export { closeLowPorts, diagnoseLowPorts, openLowPorts, type LowPorts } from './low-ports.ts'
