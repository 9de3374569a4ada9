export { combine } from './combine.ts'
export { createInterfaceNetwork } from './interface-network.ts'
export { createLabNetwork } from './lab-network.ts'
export { interfaceLock, listInterfaces, lockTexts, type InterfaceInfo } from './interfaces.ts'
export { standOn } from './stand-on.ts'
export { createPlugs, type Plugs, type PlugStates } from './plugs.ts'
export type { Datagram, Endpoint, Network, UdpSocket } from './network.ts'
export {
  closeLowPorts,
  diagnoseLowPorts,
  lowPorts,
  openLowPorts,
  type LowPorts,
} from './low-ports.ts'
