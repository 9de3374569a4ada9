import { connect, type Socket } from 'node:net'
import { severities, logHosts, type LogHost } from '../../../shared/syslog/index.ts'
import { logHostOption } from '../../../shared/deploy/index.ts'
import type { UdpSocket } from '../../net/network.ts'
import type { Bench, RunningSystem, Seat } from './bench.ts'
import type { Entry } from './host-log.ts'

/** A way to one log host. What cannot go is lost. */
type Way = { send(message: Uint8Array): void; close(): void }

/** Bytes that wait in a connection; more is lost. */
const mostWaiting = 256 * 1024

/** Facility of the entries: local use 4, which real hosts write by. */
const facility = 20

/** RFC 5424, without an id of a process or a message. */
const messageOf = (host: string, { at, severity, program, text }: Entry): Uint8Array => {
  const priority = facility * 8 + severities.indexOf(severity)
  const time = new Date(at).toISOString()
  return Buffer.from(`<${String(priority)}>1 ${time} ${host} ${program} - - - ${text}`)
}

const byUdp = ({ uplink }: Bench, from: string, { address, port }: LogHost): Way => {
  const opened: Promise<UdpSocket | undefined> = uplink
    .udp({ address: from, port: 0, onDatagram: () => undefined, onError: () => undefined })
    .catch(() => undefined)
  return {
    send: (message) => void opened.then((socket) => socket?.send(message, { address, port })),
    close: () => void opened.then((socket) => socket?.close()),
  }
}

/** Lines (RFC 6587 section 3.4.2). A connection that broke is made again with the next message. */
const byTcp = ({ uplink }: Bench, from: string, { address, port }: LogHost): Way => {
  let socket: Socket | undefined
  const open = () => {
    const fresh = connect({ host: address, port, localAddress: from })
    const end = () => fresh.destroy()
    const up = uplink.whileUp()
    up.addEventListener('abort', end, { once: true })
    fresh.on('error', () => undefined)
    fresh.on('close', () => {
      up.removeEventListener('abort', end)
      if (socket === fresh) socket = undefined
    })
    // It says nothing; what it might is not kept.
    fresh.resume()
    return fresh
  }
  return {
    send(message) {
      if (!uplink.isIn()) return
      socket ??= open()
      if (socket.writableLength < mostWaiting) socket.write(Buffer.concat([message, newline]))
    },
    close: () => void socket?.end(),
  }
}
const newline = Buffer.from('\n')

/** A simulated host reaches the loopback lab alone, and speaks no TLS. */
const wayTo = (bench: Bench, from: string, target: LogHost): readonly Way[] => {
  if (!target.address.startsWith('127.') || target.protocol === 'ssl') return []
  return [target.protocol === 'udp' ? byUdp(bench, from, target) : byTcp(bench, from, target)]
}

/** Sends what the system writes into its log to where its option says, as long as its power is on and it has an address. */
export const sendLog = (bench: Bench, system: RunningSystem): void => {
  const { log } = bench.ram
  let ways: readonly Way[] = []
  let seat: Seat | undefined
  let option = ''
  const close = () => {
    for (const way of ways) way.close()
    ways = []
  }
  const carry = () => {
    const wanted = system.options.get(logHostOption) ?? ''
    if (system.at === undefined || wanted === '') return
    if (system.at !== seat || wanted !== option) {
      close()
      seat = system.at
      option = wanted
      ways = logHosts(option).flatMap((target) => wayTo(bench, system.at?.address ?? '', target))
    }
    for (const message of log.take().map((entry) => messageOf(bench.spec.id, entry)))
      for (const way of ways) way.send(message)
  }
  log.onEntry(carry)
  bench.signal.addEventListener('abort', close, { once: true })
}
