import { LabError, toErrorData } from '../../shared/base/index.ts'
import {
  decodeTftp,
  encodeTftp,
  tftpErrors,
  tftpOpcodes,
  type TftpPacket,
} from '../../shared/packet/index.ts'
import type { Component } from '../component.ts'
import { badInputLimit, createLimiter, withHeld } from '../limiter.ts'
import type { Datagram, Endpoint, UdpSocket } from '../net/network.ts'
import { startLane, type Lane } from './lane/index.ts'
import { progressOf, type TransferProgress } from './live.ts'
import { createPorts, type Ports } from './ports.ts'
import { proveByReading } from './prove.ts'
import { createService, type Service } from './service.ts'
import type { TftpSettings } from './settings.ts'

export type Tftp = Component & {
  /** The transfers under way now. */
  transfers(): readonly TransferProgress[]
  /** Whether new transfers go by native calls now; else by Node's sockets. */
  isNative(): boolean
}

/** What one start opens and one stop closes. */
type Run = {
  readonly main: UdpSocket
  readonly lane: Lane | undefined
  readonly ports: Ports
  readonly service: Service
}

/** Whether it was to be a request: its client would ask again and again, and wait, unless it is told. */
const asksInVain = ([first, opcode]: Uint8Array): boolean =>
  first === 0 && (opcode === tftpOpcodes.read || opcode === tftpOpcodes.write)

/**
 * The TFTP server: RFC 1350, 2347, 2348, 2349 and 7440, read-only. A request is durable in the
 * journal before the first answer leaves.
 */
export const createTftp = (settings: TftpSettings): Tftp => {
  const { network, document, identify, record, clock, laneCapture } = settings
  const laneWorker =
    'laneWorker' in settings ? settings.laneWorker : new URL('./lane/worker.ts', import.meta.url)
  const admitBadInput = createLimiter(clock, badInputLimit)
  let run: Run | undefined

  const refuse = (to: Endpoint, errorCode: number, message: string) =>
    run?.main.send(encodeTftp({ kind: 'error', code: errorCode, message }), to)

  const onBadInput = ({ bytes, from }: Datagram, error: unknown) => {
    const held = admitBadInput()
    if (held === undefined) return
    const { code, message, details } = toErrorData(error)
    // What failed at the packet might fail at this as well.
    const host = error instanceof LabError ? identify.byAddress(from.address) : undefined
    void record({
      type: 'net.badInput',
      component: 'tftp',
      from: `${from.address}:${from.port}`,
      reason: { code, message: withHeld(message, held) },
      at: Number(details['offset'] ?? 0),
      size: bytes.length,
      ...(host === undefined ? {} : { host }),
    }).catch(() => undefined)
  }

  const onPacket = (packet: TftpPacket, datagram: Datagram) => {
    if (packet.kind === 'read' || packet.kind === 'write') {
      return run?.service.request(packet, datagram.from)
    }
    // A stray from an earlier transfer. An ERROR is never answered (RFC 1350 section 2).
    if (run?.ports.pass(datagram) !== true && packet.kind !== 'error') {
      refuse(datagram.from, tftpErrors.unknownTransferId, 'No transfer is under way on this port')
    }
  }
  /** Throws nothing: a defect that one packet meets is no other client's loss. */
  const onDatagram = (datagram: Datagram) => {
    try {
      onPacket(decodeTftp(datagram.bytes), datagram)
    } catch (error) {
      onBadInput(datagram, error)
      if (asksInVain(datagram.bytes))
        refuse(datagram.from, tftpErrors.illegalOperation, 'This is no request')
    }
  }

  const open = async (): Promise<Run> => {
    const { ports: numbers, tftp } = document().network
    const main = await network.udp({
      address: network.address,
      port: numbers.tftp,
      onDatagram,
      onError: () => undefined,
    })
    const hasLane = laneWorker !== undefined && network.descriptor !== undefined
    const lane = hasLane ? startLane(laneWorker, clock, laneCapture) : undefined
    const ports = createPorts({ network, main, mode: tftp?.ports ?? 'own' })
    const service = createService({
      settings,
      ports,
      lane,
      refuse: (to, { errorCode, message }) => refuse(to, errorCode, message),
    })
    return { main, lane, ports, service }
  }

  return {
    id: 'tftp',
    start: async () => {
      run ??= await open()
      const { address, port } = run.main.local
      return `${address}:${port}`
    },
    stop: async () => {
      const ending = run
      run = undefined
      await ending?.service.stop()
      await Promise.all([ending?.main.close(), ending?.lane?.stop()])
    },
    prove: async (signal) => {
      if (run === undefined) throw new LabError('plug.not-healed', 'The TFTP server is not started')
      return proveByReading({ server: run.main.local, signal })
    },
    isNative: () => run?.lane?.isReady() === true && network.descriptor !== undefined,
    transfers: () => (run?.service.live() ?? []).flatMap((live) => progressOf(live) ?? []),
  }
}
