import { describe, expect, it } from 'vitest'
import { option, options, readOption } from '../../src/shared/packet/dhcp/index.ts'
import { architectures } from '../../src/shared/packet/dhcp/index.ts'
import { openDesk } from './desk.ts'
import { lab, mac, macBytes, message, uefi } from './support.ts'

const server = '10.75.0.1'
const network = {
  subnet: '10.75.0.0/24',
  server,
  pool: { first: '10.75.0.10', last: '10.75.0.199' },
}
const desk = (dhcp: object = {}, hosts: unknown[] = []) =>
  openDesk(lab('10.75', { ...network, dhcp }, hosts), server)

type Entries = readonly (readonly [number, Uint8Array])[]
const offer = (more: Entries, at = desk()) => {
  const reply = at.say(message('discover', more))
  if (reply === undefined) throw new Error('no offer')
  return reply
}

const vendor = (text: string) => option(options.vendorClass, text)
const http = (arch: number): Entries => [
  option(options.clientArch, [arch]),
  vendor(`HTTPClient:Arch:${String(arch).padStart(5, '0')}:UNDI:003000`),
]
const ipxe: Entries = [...uefi(), [options.userClass.code, new TextEncoder().encode('iPXE')]]

describe('what a client is told to boot', () => {
  it.each([
    [0, 'undionly.kpxe'],
    [7, 'snponly.efi'],
    [9, 'snponly.efi'],
    [11, 'snponly-arm64.efi'],
  ])('is the loader of its architecture: %i, %s', (arch, file) => {
    const reply = offer(uefi(arch))
    expect(reply).toMatchObject({ file, siaddr: server })
    expect(readOption(reply, options.bootFileName)).toBe(file)
    expect(readOption(reply, options.serverName)).toBe(server)
  })

  it('ends with a zero in option 67 where ROMs read on to one, and there alone', () => {
    const last = (more: Entries) => offer(more).options.get(options.bootFileName.code)?.at(-1)
    expect(last(uefi())).toBe(0)
    expect(last(ipxe)).toBe('p'.charCodeAt(0))
    expect(last(http(16))).toBe('i'.charCodeAt(0))
  })

  it('is read from the vendor class when option 93 is missing, else taken for BIOS', () => {
    expect(offer([vendor('PXEClient:Arch:00007:UNDI:003000')]).file).toBe('snponly.efi')
    expect(offer([vendor('PXEClient')]).file).toBe('undionly.kpxe')
  })

  it('is that of the first architecture that has one, when a machine names several (RFC 4578 section 2.1)', () => {
    const naming = (...archs: number[]) => [
      option(options.clientArch, archs),
      vendor('PXEClient:Arch:00002:UNDI:003000'),
    ]
    expect(offer(naming(7, 6)).file).toBe('snponly.efi')
    expect(offer(naming(2, 7)).file).toBe('snponly.efi')
    expect(offer(naming(2, 21), desk({ loaders: [{ arch: 21, loader: 'u-boot.bin' }] })).file).toBe(
      'u-boot.bin',
    )
    const at = desk()
    offer(naming(2, 21), at)
    expect(at.fact('dhcp.finding').finding.message).toContain(
      'boots architecture 2 (Itanium), 21 (ARM 32-bit U-Boot)',
    )
  })

  it('is the script for iPXE, so that no loader loads a loader', () => {
    expect(offer(ipxe).file).toBe('tramp')
  })

  it('looks at each of the user classes that a client names (RFC 3004)', () => {
    const classes: Entries = [...uefi(), option(options.userClass, ['lab', 'iPXE'])]
    const at = desk()
    expect(offer(classes, at).file).toBe('tramp')
    expect(at.fact('dhcp.discovered').userClass).toBe('lab, iPXE')
    const ruled = desk({ loaders: [{ userClass: 'iPXE', loader: 'menu.ipxe' }] })
    expect(offer(classes, ruled).file).toBe('menu.ipxe')
  })

  it('is nothing for an architecture without a loader, nor for a client that does not boot', () => {
    expect(offer(uefi(2))).toMatchObject({ file: '', siaddr: '0.0.0.0' })
    const plain = offer([option(options.parameterList, [1, 3, 60, 66, 67])])
    expect(plain.codes).not.toContain(67)
    expect(plain.file).toBe('')
  })

  it('comes with what keeps OVMF from port 4011 and iPXE from waiting: options 60 and 43', () => {
    const reply = offer(uefi())
    expect(readOption(reply, options.vendorClass)).toBe('PXEClient')
    expect([...(reply.options.get(43) ?? [])]).toEqual([6, 1, 8, 255])
    expect(reply.options.get(97)).toEqual(uefi()[1]?.[1])
  })

  it('is a URL for HTTP Boot, with option 60 HTTPClient and no TFTP server', () => {
    const reply = offer(http(16))
    const url = `http://${server}:6501/vmw/loader/snponly.efi`
    expect(reply.file).toBe(url)
    expect(readOption(reply, options.bootFileName)).toBe(url)
    expect(readOption(reply, options.vendorClass)).toBe('HTTPClient')
    expect(reply.codes).not.toContain(43)
    expect(reply.codes).not.toContain(66)
  })

  it('is a URL as URLs are written, when a rule names a file in a folder', () => {
    const at = desk({ loaders: [{ arch: 16, loader: '/efi/My loader#1.efi' }] })
    const reply = offer(http(16), at)
    expect(reply.file).toBe(`http://${server}:6501/vmw/loader/efi/My%20loader%231.efi`)
  })

  it('stays with HTTP for the iPXE that HTTP Boot started', () => {
    const at = desk()
    offer(http(16), at)
    expect(offer(ipxe, at).file).toBe(`http://${server}:6501/vmw/rbd/tramp`)
    offer(uefi(), at)
    expect(offer(ipxe, at).file).toBe('tramp')
  })

  it('is missed aloud for an architecture without a loader, once an attempt, unless a rule wants none', () => {
    const at = desk()
    offer(uefi(22), at)
    expect(at.types()).toEqual(['dhcp.discovered', 'dhcp.offered', 'dhcp.finding'])
    offer(uefi(22), at)
    expect(at.types()).toEqual(['dhcp.discovered', 'dhcp.offered'])
    const wanted = desk({ loaders: [{ arch: 22, loader: '' }] })
    offer(uefi(22), wanted)
    expect(wanted.types()).toEqual(['dhcp.discovered', 'dhcp.offered'])
    const proxy = desk({ mode: 'proxy' })
    proxy.say(message('discover', uefi(22)))
    expect(proxy.types()).toEqual(['dhcp.ignored', 'dhcp.finding'])
  })

  it('follows the loader rules, the first that fits', () => {
    const at = desk({
      loaders: [
        { arch: 7, mac: '52:54:00:ff', loader: 'never.efi' },
        { arch: 7, vendorClass: 'PXEClient', loader: 'special.efi' },
        { arch: 7, loader: 'other.efi' },
      ],
    })
    expect(offer(uefi(), at).file).toBe('special.efi')
    expect(offer(ipxe, at).file).toBe('tramp')
  })

  it('follows a rule for a user class even for iPXE', () => {
    const at = desk({ loaders: [{ userClass: 'iPXE', loader: 'menu.ipxe' }] })
    expect(offer(ipxe, at).file).toBe('menu.ipxe')
  })

  it('is the host’s own loader on each of its cards; the reserved address is the first card’s', () => {
    const host = {
      id: 'esx-1',
      kind: 'physical',
      mac: mac(2),
      moreCards: [{ mac: mac(1) }],
      uuid: '4c4c4544-0031-4810-8052-b4c04f4d3031',
      firmware: 'uefi',
      bootOrder: ['network'],
      address: '10.75.0.201',
      boot: { loader: 'mine.efi' },
    }
    const at = desk({}, [host])
    expect(offer(uefi(), at)).toMatchObject({ file: 'mine.efi', yiaddr: '10.75.0.10' })
    const first = at.say(message('discover', uefi(), { chaddr: macBytes(mac(2)) }))
    expect(first).toMatchObject({ file: 'mine.efi', yiaddr: '10.75.0.201' })
  })

  it('is the host’s own loader before any rule', () => {
    const host = {
      id: 'esx-1',
      kind: 'physical',
      mac: mac(1),
      uuid: '4c4c4544-0031-4810-8052-b4c04f4d3031',
      firmware: 'uefi',
      bootOrder: ['network'],
      boot: { loader: 'mine.efi' },
    }
    const at = desk({ loaders: [{ arch: 7, loader: 'other.efi' }] }, [host])
    expect(offer(uefi(), at).file).toBe('mine.efi')
    expect(offer(ipxe, at).file).toBe('tramp')
  })
})

describe('the table of architectures', () => {
  it('names every architecture once', () => {
    const codes = architectures.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('has HTTP for 15 to 20 (RFC 5970 and the IANA registry)', () => {
    const http = architectures.filter(({ transport }) => transport === 'http')
    expect(http.slice(0, 6).map(({ code }) => code)).toEqual([15, 16, 17, 18, 19, 20])
  })
})
