import { createSocket, type Socket } from 'node:dgram'
import { createServer } from 'node:net'
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { LabError, parseSubnet } from '../../shared/base/index.ts'
import { rebase, type LabDocument } from '../../shared/document/index.ts'

const tcpIsFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host, port }, () => server.close(() => resolve(true)))
  })

const udpIsFree = (address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => socket.close(() => resolve(false)))
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(true)))
  })

/** Whether no lab listens there: one with plugs out holds at least one of its ports. */
const isFree = async ({ network: { server, ports } }: LabDocument): Promise<boolean> => {
  const answers = await Promise.all([
    udpIsFree(server, ports.dhcp),
    udpIsFree(server, ports.tftp),
    tcpIsFree(server, ports.rules),
    tcpIsFree(server, ports.waiter),
    tcpIsFree(server, ports.vcenter),
  ])
  return answers.every(Boolean)
}

/** Second octets tried. */
const triesForSubnet = 16

/**
 * A bound socket is the mark: the kernel gives it to one alone, between threads and processes alike, and
 * takes it back however its process ends. No lab uses the network's own address, so it is in nobody's way.
 */
const markPort = 10066

const tryToClaim = (subnet: string): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => socket.close(() => resolve(undefined)))
    const address = parseSubnet(subnet).network
    socket.bind({ address, port: markPort, exclusive: true }, () => resolve(socket))
  })

const release = (claim: Socket): Promise<void> =>
  new Promise((resolve) => {
    claim.close(() => resolve())
  })

/** A lab's document on a subnet that is kept for it until this is disposed of. */
export type ClaimedSubnet = AsyncDisposable & { readonly document: LabDocument }

/**
 * Moves a lab onto a loopback subnet where no other lab listens or is about to: one of those after its own,
 * which stays free for `lab`. Dispose of it when the lab is closed. `LabError` `net.port-in-use` when all are
 * taken.
 */
export const claimFreeSubnet = async (document: LabDocument): Promise<ClaimedSubnet> => {
  const first = Number(document.network.subnet.split('.')[1]) + 1
  for (let octet = first; octet < first + triesForSubnet && octet < 256; octet++) {
    const moved = rebase(document, `127.${octet}.0.0/16`)
    const claim = await tryToClaim(moved.network.subnet)
    if (claim === undefined) continue
    if (await isFree(moved)) {
      return { document: moved, [Symbol.asyncDispose]: () => release(claim) }
    }
    await release(claim)
  }
  throw new LabError('net.port-in-use', 'Every loopback subnet for a lab is in use.')
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ends the program as the signal would, but with its `exit` listeners; who listens for it himself comes first. */
const leave = (signal: NodeJS.Signals): void => {
  if (process.listeners(signal).some((listener) => listener !== leave)) return
  process.exit(128 + constants.signals[signal])
}

/** Runs `work` in a lab folder that is gone afterwards, also when the program is made to end meanwhile. */
export const inTemporaryFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-'))
  // Threads of the lab may still write while it goes.
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  process.on('exit', remove)
  for (const signal of signals) process.on(signal, leave)
  try {
    return await work(folder)
  } finally {
    process.off('exit', remove)
    for (const signal of signals) process.off(signal, leave)
    await rm(folder, { recursive: true, force: true })
  }
}
