import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firmwareSays } from '../../src/main/hosts/simulated/pxe.ts'
import { cablesMissing, titled, words } from './support/cables.ts'
import { startDhcp } from './support/dhcp-rig.ts'
import { guestMissing, startGuest, type Guest } from './support/guest.ts'
import { openSegment, type Segment } from './support/segment.ts'

const missing = cablesMissing('/usr/sbin/dnsmasq', '/usr/sbin/nft') ?? guestMissing()

const network = {
  subnet: '10.96.0.0/24',
  server: '10.96.0.1',
  pool: { first: '10.96.0.100', last: '10.96.0.150' },
}

/** A guest's host in the document, and what it is told to load. */
const host = (n: number, loader?: string) => ({
  id: `says-${String(n)}`,
  kind: 'physical',
  mac: `52:54:00:96:00:0${String(n)}`,
  uuid: `4c4c4544-0042-3110-8052-b4c04f4d960${String(n)}`,
  firmware: 'uefi',
  bootOrder: ['network'],
  address: `10.96.0.1${String(n)}`,
  ...(loader === undefined ? {} : { boot: { loader } }),
})

/** The code and the words that simulated hosts show in that case. */
const says = (kind: keyof typeof firmwareSays): string => firmwareSays[kind].uefi.join(': ')

describe.skipIf(missing !== undefined)(titled('OVMF says what our hosts say', missing), () => {
  let segment: Segment
  let folder: string

  beforeEach(() => {
    segment = openSegment('says', '10.96.0.1/24')
    folder = segment.folder
  })
  afterEach(() => segment.close())

  const power = ({ mac, uuid, id }: ReturnType<typeof host>): Guest =>
    startGuest({
      segment,
      folder,
      firmware: 'uefi',
      identity: { mac, uuid, vendor: 'Interop, Inc.', model: 'Model S', serial: id },
      memoryMiB: 256,
    })

  /** What the firmware printed of its first network boot that came to nothing. It is left no time to try other ways beside the others. */
  const complaint = async (guest: Guest): Promise<string> => {
    await guest.until(/PXE-E\d\d: [^\n]*\./, 150)
    await guest.powerOff()
    return /PXE-E\d\d: [^\n]*\./.exec(guest.serial())?.[0] ?? ''
  }

  it('where nobody offers an address, the offer names no file, the file is not there, and TFTP is silent', async () => {
    const root = join(folder, 'root')
    mkdirSync(root)
    const unheard = host(1)
    const nameless = host(2)
    const absent = host(3, 'absent.efi')
    const silent = host(4, 'snponly.efi')
    segment.spawn(
      'dnsmasq',
      words(
        `--keep-in-foreground --conf-file=/dev/null --port=0 --interface=rack0 --enable-tftp --tftp-root=${root} --log-facility=- --user=root`,
      ),
      { stdio: 'ignore' },
    )
    for (const line of [
      'add table ip deaf',
      'add chain ip deaf input { type filter hook input priority 0; }',
      `add rule ip deaf input ether saddr ${unheard.mac} udp dport 67 drop`,
      `add rule ip deaf input ip saddr ${silent.address} udp dport 69 drop`,
    ])
      segment.exec('nft', [line])
    const noFile = { loaders: [{ mac: nameless.mac, loader: '' }] }
    await startDhcp(segment, segment.bridge, { ...network, dhcp: noFile }, [
      ...[nameless, absent, silent],
    ])
    // Side by side: what they do most is to wait.
    const guests = [unheard, nameless, absent, silent].map(power)
    expect(await Promise.all(guests.map(complaint))).toEqual([
      says('noOffer'),
      says('noBootFile'),
      says('tftpNoFile'),
      says('tftpSilent'),
    ])
    expect(guests[0]?.serial()).not.toContain('Station IP address')
  })
})
