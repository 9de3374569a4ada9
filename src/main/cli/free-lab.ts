import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
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

/** Second octets tried, and how far apart labs that open at the same time begin. */
const triesForSubnet = 16

/**
 * The document on a loopback subnet where no other lab listens: its own, or one of those after it.
 * Labs that open at the same time take different slots. `LabError` `net.port-in-use` when all are taken.
 */
export const onFreeSubnet = async (document: LabDocument, slot = 0): Promise<LabDocument> => {
  const second = Number(document.network.subnet.split('.')[1]) + slot * triesForSubnet
  for (let octet = second; octet < second + triesForSubnet && octet < 256; octet++) {
    const moved = rebase(document, `127.${octet}.0.0/16`)
    if (await isFree(moved)) return moved
  }
  throw new LabError('net.port-in-use', 'Every loopback subnet for a lab is in use.')
}

/** Runs `work` in a lab folder that is gone afterwards. */
export const inTemporaryFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
