import { describe, expect, it } from 'vitest'
import { fromHex } from '../../src/shared/packet/dhcp/index.ts'
import { explain, magicPacket, toLatin1, type Explanation } from '../../src/shared/packet/index.ts'

const of = ({ fields }: Explanation, name: string) =>
  fields.find((field) => field.name.startsWith(name))

/** A DHCP message with these options, written by hand. */
const dhcp = (head: Readonly<Record<number, string>>, optionBytes: string) => {
  const bytes = new Uint8Array(240)
  bytes.set([1, 1, 6, 0, 0x12, 0x34, 0x56, 0x78])
  bytes.set(fromHex('525400aabb02'), 28)
  bytes.set(fromHex('63825363'), 236)
  for (const [at, hex] of Object.entries(head)) bytes.set(fromHex(hex), Number(at))
  const tail = fromHex(optionBytes.replaceAll(' ', ''))
  return Uint8Array.from([...bytes, ...tail])
}

describe('explain, of a heartbeat', () => {
  it('says whose it is and where each part stands', () => {
    const payload = toLatin1('{"host":"esx-02","boot":"b7"}')
    const told = explain({ carrier: 'udp', payload })
    expect(told).toMatchObject({ protocol: 'heartbeat', title: 'Heartbeat of esx-02' })
    expect(of(told, 'boot')).toMatchObject({ value: 'b7', at: 17, size: 11 })
  })

  it('leaves other JSON what it is', () => {
    const told = explain({ carrier: 'udp', payload: toLatin1('{"guest":"esx-02"}') })
    expect(told.protocol).toBe('unknown')
  })
})

describe('explain, of a magic packet', () => {
  const mac = '52:54:00:aa:bb:02'

  it('says whom it wakes, and what its parts are', () => {
    const told = explain({ carrier: 'udp', payload: magicPacket(mac) })
    expect(told).toMatchObject({ protocol: 'wol', title: `Magic packet for ${mac}` })
    expect(of(told, 'sync')).toMatchObject({ at: 0, size: 6 })
    expect(of(told, 'mac')).toMatchObject({ value: mac, at: 6, size: 96 })
    expect(of(told, 'password')).toBeUndefined()
  })

  it('knows the password of SecureOn behind it', () => {
    const payload = Uint8Array.from([...magicPacket(mac), 1, 2, 3, 4, 5, 6])
    expect(of(explain({ carrier: 'udp', payload }), 'password')?.value).toBe('01 02 03 04 05 06')
  })

  it.each([
    ['is short of a byte', (bytes: Uint8Array) => bytes.subarray(1)],
    ['names two cards', (bytes: Uint8Array) => bytes.with(101, 3)],
    ['has no six bytes ff', (bytes: Uint8Array) => bytes.with(5, 0)],
  ])('is none that %s', (_, spoiled) => {
    const payload = spoiled(magicPacket(mac))
    expect(explain({ carrier: 'udp', payload }).protocol).not.toBe('wol')
  })
})

describe('explain, of a DHCP message', () => {
  it('says what a firmware asks for', () => {
    const packet = dhcp(
      { 10: '8000' },
      '350101 370401034342 5d020007 5e03010300 3d0701525400aabb02 ff',
    )
    const told = explain({ carrier: 'udp', payload: packet })
    expect(told).toMatchObject({
      protocol: 'dhcp',
      title: 'DISCOVER from 52:54:00:aa:bb:02',
      problems: [],
    })
    expect(of(told, '55')).toMatchObject({
      meaning: 'Subnet Mask, Router, Bootfile Name, TFTP Server Name',
      rfc: 'RFC 2132 9.8',
    })
    expect(of(told, '93')?.meaning).toBe('x64 UEFI')
  })

  it('says nothing of a client identifier that is empty', () => {
    const told = explain({ carrier: 'udp', payload: dhcp({}, '350101 3d00 ff') })
    expect(of(told, '61')).not.toHaveProperty('meaning')
  })

  it('says what is given to whom', () => {
    const packet = dhcp({ 0: '02', 16: '0a420064' }, '350102 330400000e10 ff')
    expect(explain({ carrier: 'udp', payload: packet }).title).toBe(
      'OFFER of 10.66.0.100 to 52:54:00:aa:bb:02',
    )
  })

  it('names what option 43 holds for a PXE client, and for no other vendor', () => {
    const vendor = '2b07 0104 0a000001 ff'
    const pxe = explain({
      carrier: 'udp',
      payload: dhcp({}, `350102 3c09505845436c69656e74 ${vendor} ff`),
    })
    expect(of(pxe, '43')?.meaning).toBe('MTFTP address: 0a 00 00 01')
    const other = explain({ carrier: 'udp', payload: dhcp({}, `350102 3c0475626e74 ${vendor} ff`) })
    expect(of(other, '43')).not.toHaveProperty('meaning')
  })

  it('reads the last value of a relay agent whatever byte it ends with', () => {
    const told = explain({ carrier: 'udp', payload: dhcp({}, '350101 5204 010200ff ff') })
    expect(of(told, '82')?.meaning).toBe('circuit id: 00 ff')
  })

  it('reads an option that was split as one, and says of the rest what it continues (RFC 3396)', () => {
    const payload = dhcp({}, '350101 52040103aabb 5204cc0201dd ff')
    const told = explain({ carrier: 'udp', payload }).fields.filter(({ name }) =>
      name.startsWith('82 '),
    )
    expect(told).toMatchObject([
      { at: 243, size: 6, meaning: 'circuit id: aa bb cc, remote id: dd' },
      { at: 249, size: 6, value: 'cc 02 01 dd', meaning: 'continues the option at byte 243' },
    ])
  })

  it('names all architectures a client has, and a lease without an end', () => {
    const payload = dhcp({ 0: '02' }, '350105 5d0400070010 3304ffffffff ff')
    const told = explain({ carrier: 'udp', payload })
    expect(of(told, '93')?.meaning).toBe('x64 UEFI, x64 UEFI HTTP')
    expect(of(told, '51')?.meaning).toBe('for ever')
  })

  it('takes a kind of message that no boot has for DHCP all the same', () => {
    const told = explain({ carrier: 'udp', payload: dhcp({}, '35010d ff') })
    expect(told.title).toBe('DHCP 13 from 52:54:00:aa:bb:02')
    expect(explain({ carrier: 'udp', payload: dhcp({}, 'ff') }).title).toMatch(/^BOOTP/)
  })

  it('shows what stands before an option that is cut short, and its bytes as they are', () => {
    const told = explain({ carrier: 'udp', payload: dhcp({}, '350101 3c20 5058') })
    expect(told.title).toBe('DISCOVER from 52:54:00:aa:bb:02')
    expect(told.problems).toEqual([expect.stringContaining('Option 60 at byte 243')])
    expect(told.fields.at(-1)).toEqual({
      name: '60 Vendor Class Identifier',
      value: '3c 20 50 58 (malformed: runs past the end of its field)',
      at: 243,
      size: 4,
      rfc: 'RFC 2132 9.13',
    })
  })

  it('shows the bytes of a broken one and says where it breaks', () => {
    const told = explain({ carrier: 'udp', payload: dhcp({ 0: '07' }, '350101 ff') })
    expect(told).toMatchObject({ protocol: 'dhcp', title: 'A malformed DHCP message' })
    expect(told.problems).toEqual([expect.stringContaining('op field')])
    expect(told.fields).toHaveLength(1)
  })
})

describe('explain, of a TFTP packet', () => {
  it.each([
    ['\0\x01a.efi\0octet\0tsize\x000\0', 'RRQ a.efi (octet) tsize=0'],
    ['\0\x02a\0octet\0', 'WRQ a (octet)'],
    ['\0\x03\0\x05abc', 'DATA block 5, 3 bytes'],
    ['\0\x04\x01\0', 'ACK of block 256'],
    ['\0\x05\0\x08User aborted\0', 'ERROR 8 User aborted'],
    ['\0\x06blksize\x001468\0', 'OACK blksize=1468'],
  ])('says what %j is', (text, title) => {
    expect(explain({ carrier: 'udp', payload: toLatin1(text) })).toMatchObject({
      protocol: 'tftp',
      title,
    })
  })

  it('gives each option its RFC', () => {
    const told = explain({ carrier: 'udp', payload: toLatin1('\0\x01a\0octet\0WindowSize\x004\0') })
    expect(of(told, 'option WindowSize')).toMatchObject({ value: '4', rfc: 'RFC 7440', at: 10 })
  })

  it('says where an OACK is defined, and how readers and writers answer it', () => {
    const told = explain({ carrier: 'udp', payload: toLatin1('\0\x06blksize\x001468\0') })
    expect(of(told, 'opcode')).toMatchObject({ rfc: 'RFC 2347' })
    expect(of(told, 'opcode')?.meaning).toMatch(/ACK 0.*DATA 1/)
  })

  it('says how much was on the wire when less was kept', () => {
    const told = explain({ carrier: 'udp', payload: toLatin1('\0\x03\0\x01ab'), length: 1472 })
    expect(told.title).toBe('DATA block 1, 1468 bytes')
    expect(of(told, 'data')).toMatchObject({ value: '61 62 … (1468 bytes)', size: 1468 })
  })
})

describe('explain, of an HTTP head', () => {
  it('reads a request', () => {
    const head = 'GET /vmw/rbd/tramp HTTP/1.1\r\nHost: 127.66.0.1:6501\r\nRange: bytes=0-9\r\n\r\n'
    const told = explain({ carrier: 'tcp', payload: toLatin1(head) })
    expect(told).toMatchObject({ protocol: 'http', title: 'GET /vmw/rbd/tramp', problems: [] })
    expect(of(told, 'request')?.rfc).toBe('RFC 9112 3')
    expect(of(told, 'Range')).toMatchObject({ value: 'bytes=0-9', rfc: 'RFC 9110 14.2' })
  })

  it('reads a status', () => {
    const told = explain({
      carrier: 'tcp',
      payload: toLatin1('HTTP/1.1 503 Service Unavailable\r\n\r\n'),
    })
    expect(told).toMatchObject({ title: 'HTTP 503 Service Unavailable' })
    expect(of(told, 'status')?.rfc).toBe('RFC 9112 4')
  })
})

describe('explain, of anything else', () => {
  it('shows the bytes', () => {
    expect(explain({ carrier: 'udp', payload: Uint8Array.of(9, 9, 9, 9) })).toMatchObject({
      protocol: 'unknown',
      fields: [{ value: '09 09 09 09' }],
    })
  })
})
