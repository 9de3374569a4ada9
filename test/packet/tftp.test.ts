import { describe, expect, it } from 'vitest'
import { decodeTftp, encodeTftp, toLatin1, type TftpPacket } from '../../src/shared/packet/index.ts'

const bytes = (text: string) => toLatin1(text)

describe('decodeTftp', () => {
  it('reads a request with its options as they were written', () => {
    expect(decodeTftp(bytes('\0\x01snponly.efi\0OCTET\0TSize\x000\0blksize\x001468\0'))).toEqual({
      kind: 'read',
      name: 'snponly.efi',
      mode: 'OCTET',
      options: [
        { name: 'TSize', value: '0' },
        { name: 'blksize', value: '1468' },
      ],
    })
  })

  it.each([
    ['zeros after the options', '\0\x01a\0octet\0tsize\x000\0\0\0\0'],
    ['an option without a value', '\0\x01a\0octet\0tsize\x000\0blksize\0'],
    ['an option without an end', '\0\x01a\0octet\0tsize\x000\0blksize\x0014'],
  ])('leaves out %s', (_, text) => {
    expect(decodeTftp(bytes(text))).toMatchObject({ options: [{ name: 'tsize', value: '0' }] })
  })

  it.each([
    ['nothing', '', 0],
    ['one byte', '\0', 1],
    ['a name without an end', '\0\x01abc', 2],
    ['a mode without an end', '\0\x01abc\0octet', 6],
    ['an unknown opcode', '\0\x09abcd', 0],
  ])('rejects %s with its place', (_, text, offset) => {
    expect(() => decodeTftp(bytes(text))).toThrow(
      expect.objectContaining({
        code: 'tftp.malformed',
        details: expect.objectContaining({ offset }),
      }),
    )
  })

  it('reads an error whose message has no end', () => {
    expect(decodeTftp(bytes('\0\x05\0\x08stop'))).toEqual({
      kind: 'error',
      code: 8,
      message: 'stop',
    })
  })
})

describe('encodeTftp', () => {
  it('refuses a text that holds a zero', () => {
    const packet: TftpPacket = { kind: 'error', code: 0, message: 'a\0b' }
    expect(() => encodeTftp(packet)).toThrow(expect.objectContaining({ code: 'tftp.malformed' }))
  })
})
