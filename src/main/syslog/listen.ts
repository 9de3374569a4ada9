import { toErrorData, type Clock } from '../../shared/base/index.ts'
import type { Network } from '../net/network.ts'
import { createStreams } from './streams.ts'

export type Carrier = 'udp' | 'tcp'
const carriers: readonly Carrier[] = ['udp', 'tcp']

/** A network to listen on, and the ports there. */
export type Seat = {
  readonly network: Network
  readonly ports: Readonly<Record<Carrier, number>>
}

type Open = { readonly on: string; close(): unknown }

/** ms after which it tries again what it could not open: it has no plug by which somebody would. */
const tryEvery = 10_000

/** Listens on a network by UDP and TCP, each for itself, until it is closed. */
export const listenOn = (
  { network, ports }: Seat,
  {
    take,
    deaf,
    clock,
  }: {
    /** False when the message was dropped. */
    readonly take: (message: Uint8Array, address: string, carrier: Carrier) => boolean
    /** Told when it begins to hear nothing by one of them. */
    readonly deaf: (on: string, code: string, message: string) => void
    readonly clock: Clock
  },
) => {
  const over = new AbortController()
  const open = new Map<Carrier, Open>()
  const problems = new Map<Carrier, string>()
  const { address } = network
  const nameOf = (carrier: Carrier, port = ports[carrier]) =>
    `${carrier}://${address}:${String(port)}`

  const openers: Readonly<Record<Carrier, () => Promise<Open>>> = {
    udp: async () => {
      const socket = await network.udp({
        address,
        port: ports.udp,
        onDatagram: ({ bytes, from }) => void take(bytes, from.address, 'udp'),
        onError: () => undefined,
      })
      return { on: nameOf('udp', socket.local.port), close: () => socket.close() }
    },
    tcp: async () => {
      const streams = createStreams((message, from) => take(message, from, 'tcp'), clock)
      const { port } = await network.listen(streams.server, { address, port: ports.tcp })
      return { on: nameOf('tcp', port), close: () => streams.close() }
    },
  }

  const fail = (carrier: Carrier, error: unknown) => {
    const { code, message } = toErrorData(error)
    if (!problems.has(carrier)) deaf(nameOf(carrier), code, message)
    problems.set(carrier, message)
  }
  const openAll = async () => {
    for (const carrier of carriers.filter((each) => !open.has(each))) {
      try {
        open.set(carrier, await openers[carrier]())
        problems.delete(carrier)
      } catch (error) {
        fail(carrier, error)
      }
    }
  }
  const closeAll = async () => {
    const all = [...open.values()]
    open.clear()
    await Promise.all(all.map((each) => each.close()))
  }

  let leave: () => void = () => undefined
  /** Sockets on an interface that has changed hear nothing more. */
  const watch = () => {
    leave()
    leave =
      network.watch?.((problem) => {
        closeAll().catch(() => undefined)
        for (const carrier of carriers) fail(carrier, problem)
      }) ?? leave
  }
  const keepOpen = async () => {
    for (;;) {
      await clock.sleep(tryEvery, over.signal)
      if (open.size === carriers.length) continue
      await openAll()
      if (open.size > 0) watch()
    }
  }
  let kept: Promise<void> = Promise.resolve()
  const opened = openAll().then(() => {
    watch()
    kept = keepOpen().catch(() => undefined)
  })

  return {
    opened,
    listening: () => Array.from(open.values(), ({ on }) => on),
    problems: () => [...problems.values()],
    async close() {
      over.abort()
      await opened
      await kept
      leave()
      await closeAll()
    },
  }
}
