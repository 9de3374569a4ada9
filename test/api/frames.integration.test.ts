import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { overWebSocket } from '../../src/renderer/client/websocket.ts'
import { serveWebSocket, type ControlServer } from '../../src/main/api/index.ts'
import { createRig, type Rig } from './rig.ts'

const host = '127.189.0.1'
const token = 'secret'

/** A frame of a client (RFC 6455 section 5.2), its mask all zeros; `length` is what it says of itself. */
const frame = (first: number, payload: Uint8Array, length = payload.length): Buffer => {
  const head = Buffer.alloc(14)
  head.writeUInt8(first, 0)
  head.writeUInt8(0x80 | 127, 1)
  head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, payload])
}
const text = (words: string): Buffer => Buffer.from(words)
const nothing = Buffer.alloc(0)

describe('a screen that sends what is no message', () => {
  let rig: Rig
  let server: ControlServer
  beforeAll(async () => {
    rig = await createRig()
    server = await serveWebSocket({ router: rig.router, host, port: 0, token })
  })
  afterAll(() => server.close())

  /** What the server says on a WebSocket that is opened and then sends these bytes, until it is closed. */
  const said = (bytes: Uint8Array): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = []
      const socket = connect(server.port, host)
      socket.on('error', () => undefined)
      socket.on('data', (chunk: Buffer) => chunks.push(chunk))
      socket.on('close', () => resolve(Buffer.concat(chunks)))
      socket.setTimeout(5_000, () => reject(new Error('It is open still.')))
      const lines = [
        `GET /api?token=${token} HTTP/1.1`,
        ...[`Host: ${host}:${server.port}`, 'Connection: Upgrade', 'Upgrade: websocket'],
        ...['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='],
      ]
      socket.write(Buffer.concat([text(`${lines.join('\r\n')}\r\n\r\n`), bytes]))
    })
  /** The code of the close frame that ends what the server said (section 5.5.1). */
  const codeOf = (answer: Buffer): number => {
    const head = answer.indexOf('\r\n\r\n') + 4
    expect(answer.subarray(0, 12).toString()).toBe('HTTP/1.1 101')
    return answer.length >= head + 4 ? answer.readUInt16BE(head + 2) : 0
  }

  it.each([
    ['an opcode that there is not', frame(0x83, nothing), 1002],
    ['a bit that is reserved', frame(0xc1, text('{}')), 1002],
    ['a message that goes on before it began', frame(0x80, text('{}')), 1002],
    ['a question without a mask', Buffer.from([0x81, 0x02, 0x7b, 0x7d]), 1002],
    ['a ping in pieces', frame(0x09, nothing), 1002],
    ['a length beyond all numbers', frame(0x82, nothing, 2 ** 62), 1009],
    ['a message of more than is taken', frame(0x82, nothing, 17 * 1024 * 1024), 1009],
    ['a text that is none', frame(0x81, Buffer.from([0xff, 0xfe])), 1007],
    ['a close that says half a code', frame(0x88, Buffer.from([3])), 1002],
  ])('is cut off for %s, and it alone', async (_, bytes, code) => {
    expect(codeOf(await said(bytes))).toBe(code)
    const url = `ws://${host}:${server.port}/api?token=${token}`
    const { client } = await overWebSocket(url)(new AbortController().signal)
    expect(await client.lab.state()).toHaveProperty('seat')
  })
})
