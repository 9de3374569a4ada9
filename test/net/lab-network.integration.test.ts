import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { LabError } from '../../src/shared/base/index.ts'
import { createLabNetwork, type UdpSocket } from '../../src/main/net/index.ts'

const network = createLabNetwork({ address: '127.70.0.1' })
const open: { close(): unknown }[] = []
const nothing = () => undefined

const udp = async (port: number, onDatagram: (text: string) => void = nothing) => {
  const socket = await network.udp({
    address: '127.70.0.1',
    port,
    onDatagram: ({ bytes }) => {
      onDatagram(new TextDecoder().decode(bytes))
    },
    onError: nothing,
  })
  open.push(socket)
  return socket
}

const caught = async (promise: Promise<unknown>): Promise<LabError> => {
  const error = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof LabError) return error
  throw new Error('did not fail with a LabError')
}

afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

describe('the loopback lab network', () => {
  it('carries a datagram from one socket to another', async () => {
    const heard = Promise.withResolvers<string>()
    const server = await udp(0, heard.resolve)
    const client: UdpSocket = await udp(0)
    client.send(new TextEncoder().encode('hello'), server.local)
    expect(await heard.promise).toBe('hello')
  })

  it('tells of a datagram that cannot be sent, and sends the next', async () => {
    const heard = Promise.withResolvers<string>()
    const errors: Error[] = []
    const server = await udp(0, heard.resolve)
    const client = await network.udp({
      address: '127.70.0.1',
      port: 0,
      onDatagram: nothing,
      onError: (error) => errors.push(error),
    })
    open.push(client)
    client.send(new TextEncoder().encode('nowhere'), { address: '127.70.0.1', port: 0 })
    client.send(new TextEncoder().encode('hello'), server.local)
    expect(await heard.promise).toBe('hello')
    expect(errors).toMatchObject([{ code: 'ERR_SOCKET_BAD_PORT' }])
  })

  it('names the program that holds a UDP port', async () => {
    const held = await udp(0)
    const error = await caught(udp(held.local.port))
    expect(error.code).toBe('net.port-in-use')
    expect(error.details).toMatchObject({ protocol: 'udp', port: held.local.port })
    if (process.platform === 'linux') expect(error.details['pid']).toBe(process.pid)
  })

  it('names the program that holds a TCP port', async () => {
    const first = createServer()
    open.push(first)
    const at = await network.listen(first, { address: '127.70.0.1', port: 0 })
    const error = await caught(network.listen(createServer(), at))
    expect(error.code).toBe('net.port-in-use')
    if (process.platform === 'linux') expect(error.details['pid']).toBe(process.pid)
  })

  it('refuses addresses that are not loopback', async () => {
    expect(() => createLabNetwork({ address: '10.0.0.1' })).toThrow('not a loopback')
    const error = await caught(
      network.udp({ address: '0.0.0.0', port: 0, onDatagram: nothing, onError: nothing }),
    )
    expect(error.code).toBe('net.not-loopback')
  })

  it('sends a broadcast back to the card that asked', () => {
    const card = { address: '127.70.0.9', port: 4000 }
    expect(network.broadcast(card, 68)).toEqual(card)
  })
})
