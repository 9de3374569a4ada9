import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createResponseReader } from '../../src/main/hosts/simulated/http/response.ts'

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')

/** Pushes a response in pieces and returns what was read. */
const read = (response: Uint8Array, cuts: readonly number[], ends = true) => {
  const seen = { status: 0, body: Buffer.alloc(0), complete: false }
  const reader = createResponseReader({
    onHead: ({ status }) => {
      seen.status = status
    },
    onBody: (piece) => {
      seen.body = Buffer.concat([seen.body, piece])
    },
  })
  const places = [...new Set(cuts.map((cut) => cut % (response.length + 1)))].sort((a, b) => a - b)
  let from = 0
  for (const to of [...places, response.length]) {
    reader.push(response.subarray(from, to))
    from = to
  }
  if (ends) reader.end()
  return { ...seen, complete: reader.isComplete() }
}

const chunked = (pieces: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([
    bytesOf('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'),
    ...pieces.flatMap((piece) =>
      piece.length === 0
        ? []
        : [bytesOf(`${piece.length.toString(16)};x=y\r\n`), piece, bytesOf('\r\n')],
    ),
    bytesOf('0\r\nX-Trailer: 1\r\n\r\n'),
  ])

const anyBytes = fc.uint8Array({ maxLength: 300 })
const anyCuts = fc.array(fc.nat(2000), { maxLength: 12 })

describe('createResponseReader', () => {
  it('reads a body of known length however it is cut', () => {
    fc.assert(
      fc.property(anyBytes, anyCuts, (body, cuts) => {
        const head = `HTTP/1.1 200 OK\r\nContent-Length: ${String(body.length)}\r\n\r\n`
        const response = Buffer.concat([bytesOf(head), body])
        expect(read(response, cuts)).toEqual({
          status: 200,
          body: Buffer.from(body),
          complete: true,
        })
      }),
    )
  })

  it('reads a chunked body however it is cut', () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 5 }), anyCuts, (pieces, cuts) => {
        expect(read(chunked(pieces), cuts)).toMatchObject({
          body: Buffer.concat(pieces),
          complete: true,
        })
      }),
    )
  })

  it('reads to the end of the connection when no length is given', () => {
    const response = bytesOf('HTTP/1.0 200\r\n\r\nabc')
    expect(read(response, [5])).toMatchObject({ status: 200, body: Buffer.from('abc') })
  })

  it('passes over an interim answer', () => {
    const response = bytesOf('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n')
    expect(read(response, [])).toMatchObject({ status: 204, complete: true })
  })

  it('calls a response that was cut off a reset connection', () => {
    const response = bytesOf('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc')
    expect(() => read(response, [])).toThrow('Connection reset')
  })

  it('throws a coded failure, and nothing else, for any bytes', () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, fc.string().map(bytesOf)), anyCuts, (bytes, cuts) => {
        try {
          read(bytes, cuts)
        } catch (error) {
          expect(error).toMatchObject({ name: 'HttpFailure' })
        }
      }),
    )
  })
})
