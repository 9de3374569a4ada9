import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { patternedBytes } from '../tftp/world.ts'
import { cablesMissing, linesOf, titled } from './support/cables.ts'
import { startDhcp } from './support/dhcp-rig.ts'
import { guestMissing, startGuest, type GuestIdentity } from './support/guest.ts'
import { openSegment, type Segment } from './support/segment.ts'
import { keepReads, readsOf } from './support/tftp-reads.ts'

const snponly = '/usr/lib/ipxe/snponly.efi'
const missing = cablesMissing(snponly) ?? guestMissing()
const script = fileURLToPath(new URL('support/tftp-server.ts', import.meta.url))

const network = {
  subnet: '10.98.0.0/24',
  server: '10.98.0.1',
  pool: { first: '10.98.0.100', last: '10.98.0.150' },
}
const identity = (n: number): GuestIdentity => ({
  mac: `52:54:00:98:00:0${String(n)}`,
  uuid: `4c4c4544-0042-3110-8053-b4c04f4d000${String(n)}`,
  vendor: 'Interop, Inc.',
  model: 'Model T',
  serial: `TFTP000${String(n)}`,
})
/** A first script of several blocks; only its first lines are done. */
const tramp = `#!ipxe\necho HEADWAITER SCRIPT REACHED\nsleep 600\n${'# one more line\n'.repeat(300)}`

describe.skipIf(missing !== undefined)(titled('firmware that reads from our TFTP', missing), () => {
  let segment: Segment
  let folder: string
  let root: string

  beforeEach(() => {
    segment = openSegment('tftpfw', '10.98.0.1/24')
    folder = segment.folder
    root = join(folder, 'root')
    mkdirSync(root)
  })
  afterEach(() => segment.close())

  const startTftp = async () => {
    const served = { interface: segment.bridge, folder: root, lane: 'native', tramp }
    const child = segment.spawn(process.execPath, [script, JSON.stringify(served)])
    const output = linesOf(child)
    await output.until((line) => (line.startsWith('{"listening"') ? line : undefined))
    return {
      /** The first fact of a type about a file. */
      fact: (type: string, file: string, seconds: number) =>
        output.until((line) => {
          const fact = JSON.parse(line) as Readonly<Record<string, unknown>>
          return fact['type'] === type && fact['file'] === file ? fact : undefined
        }, seconds),
      reads: async () => {
        child.stdin?.write('heard\n')
        return output.until(readsOf)
      },
    }
  }
  const boot = (firmware: 'bios' | 'uefi', n: number) =>
    startGuest({
      segment,
      folder,
      firmware,
      identity: identity(n),
      memoryMiB: firmware === 'uefi' ? 512 : 256,
    })

  it('iPXE in a card’s ROM reads the script in lock step', async () => {
    const tftp = await startTftp()
    await startDhcp(segment, segment.bridge, network)
    await boot('bios', 1).until(/HEADWAITER SCRIPT REACHED/, 90)
    expect(await tftp.fact('tftp.requested', 'tramp', 10)).toMatchObject({
      options: { blksize: '1432', tsize: '0' },
      windowSize: 1,
    })
    expect(await tftp.fact('tftp.sent', 'tramp', 10)).toMatchObject({
      bytes: tramp.length,
      resent: 0,
    })
    keepReads('ipxe', 'iPXE in QEMU’s virtio ROM', tramp.length, await tftp.reads())
  })

  it('OVMF asks for the size, leaves, and reads in windows of four', async () => {
    const loader = patternedBytes(20_001)
    writeFileSync(join(root, 'snponly.efi'), loader)
    const tftp = await startTftp()
    await startDhcp(segment, segment.bridge, network)
    boot('uefi', 2)
    await tftp.fact('tftp.probed', 'snponly.efi', 120)
    expect(await tftp.fact('tftp.sent', 'snponly.efi', 30)).toMatchObject({
      bytes: loader.length,
      resent: 0,
    })
    const [probe = [], read = []] = await tftp.reads()
    keepReads('ovmf-probe', 'OVMF', loader.length, [probe])
    keepReads('ovmf', 'OVMF', loader.length, [read])
  })

  it('OVMF loads iPXE, which reads the script', async () => {
    copyFileSync(snponly, join(root, 'snponly.efi'))
    const tftp = await startTftp()
    await startDhcp(segment, segment.bridge, network)
    await boot('uefi', 3).until(/HEADWAITER SCRIPT REACHED/, 120)
    expect(await tftp.fact('tftp.sent', 'snponly.efi', 10)).toMatchObject({ resent: 0 })
    expect(await tftp.fact('tftp.sent', 'tramp', 10)).toMatchObject({ bytes: tramp.length })
  })
})
