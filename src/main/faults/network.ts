import { assertNever, type ComponentId } from '../../shared/base/index.ts'
import type { FaultEffect } from '../../shared/faults/index.ts'
import type { Identify } from '../hosts/identify.ts'
import { isHttp, type Endpoint, type Network, type UdpSocket } from '../net/index.ts'
import { dhcpDatagrams, tftpDatagrams, withFlippedBit, type DatagramProtocol } from './datagrams.ts'
import type { FaultSeam } from './faults.ts'
import { throughHttpFaults } from './http.ts'

type Way = {
  /** Lets the bytes go on. */
  readonly onward: (bytes: Uint8Array) => void
  /** Answers the peer in the service's place. */
  readonly back: (bytes: Uint8Array) => void
}

const play = (
  effect: FaultEffect | undefined,
  bytes: Uint8Array,
  protocol: DatagramProtocol,
  { onward, back }: Way,
): void => {
  switch (effect?.kind) {
    case undefined:
    case 'delay':
    case 'hold':
      onward(bytes)
      return
    case 'drop':
      return
    case 'duplicate':
      onward(bytes)
      onward(bytes)
      return
    case 'rewrite':
      onward(protocol.rewrite(bytes, effect))
      return
    case 'corrupt':
      onward(withFlippedBit(bytes))
      return
    case 'refuse': {
      const refusal = protocol.refusal()
      if (refusal !== undefined) back(refusal)
      return
    }
    case 'truncate':
    case 'throttle':
    case 'httpStatus':
      onward(bytes)
      return
    default:
      assertNever(effect)
  }
}

/**
 * A network whose traffic of one component passes the fault seam: datagrams in and out, HTTP requests
 * and their bodies. While no fault is in force every call goes straight through.
 */
export const withFaults = (
  network: Network,
  component: ComponentId,
  { seam, identify }: { readonly seam: FaultSeam; readonly identify: Identify },
): Network => {
  const protocol = component === 'dhcp' ? dhcpDatagrams(identify) : tftpDatagrams(identify)

  /** Messages keep their order only as far as nothing holds them up: late is late. */
  const pass = (bytes: Uint8Array, peer: Endpoint, way: Way): void => {
    const passing = seam.any(component) ? protocol.classify(bytes, peer) : undefined
    if (passing === undefined) {
      way.onward(bytes)
      return
    }
    const copy = Uint8Array.from(bytes)
    seam.meet(passing).then(
      (effect) => play(effect, copy, protocol, way),
      () => undefined,
    )
  }

  return {
    ...network,
    /** A native sender bypasses the seam, so there is none while faults are in force. */
    get descriptor() {
      return seam.any(component) ? undefined : network.descriptor
    },
    udp: async (options) => {
      let socket: UdpSocket | undefined
      const opened = await network.udp({
        ...options,
        onDatagram: (datagram) => {
          pass(datagram.bytes, datagram.from, {
            onward: (bytes) => options.onDatagram({ ...datagram, bytes }),
            back: (bytes) => socket?.send(bytes, datagram.from),
          })
        },
      })
      socket = opened
      return {
        ...opened,
        send: (bytes, to) => {
          const toPeer = (passed: Uint8Array) => opened.send(passed, to)
          pass(bytes, to, { onward: toPeer, back: toPeer })
        },
      }
    },
    listen: (server, at) => {
      if (isHttp(server)) throughHttpFaults(server, component, seam, identify)
      return network.listen(server, at)
    },
  }
}
