import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Fact, FactOf, FactType } from '../../src/shared/facts/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { cablesMissing, titled } from './support/cables.ts'
import { guestMissing, startGuest, without } from './support/guest.ts'
import { openSegment, type Segment } from './support/segment.ts'
import { serveLab, type ServedLab } from './support/served-lab.ts'

/** A boot sector that says over the serial port that the machine's own disk runs. */
const bootSector = (): Buffer => {
  const sector = Buffer.alloc(512)
  // Segment 0; each byte from 7c16 on goes to COM1, until a zero; then it halts.
  const code = '31c0 8ed8 baf803 be167c ac 84c0 7403 ee ebf8 f4 ebfd'.replaceAll(' ', '')
  sector.write(code, 'hex')
  sector.write('Own disk runs.\r\n', 0x16)
  sector.writeUInt16LE(0xaa55, 510)
  return sector
}

/** An EFI program that shows on the wire that it runs: what lies on the guest's own disk. */
const program = '/usr/lib/ipxe/ipxe.efi'
const missing = cablesMissing(program) ?? guestMissing()

describe.skipIf(missing !== undefined)(titled('firmware, by one choice', missing), () => {
  let segment: Segment
  let folder: string
  let lab: ServedLab
  beforeAll(async () => {
    segment = openSegment('next-boot', '10.144.0.1/24')
    folder = segment.folder
    mkdirSync(join(folder, 'own', 'EFI', 'BOOT'), { recursive: true })
    copyFileSync(program, join(folder, 'own', 'EFI', 'BOOT', 'BOOTX64.EFI'))
    const file = join(folder, 'rack.yaml')
    writeFileSync(file, stringify(smallLabInput()))
    lab = await serveLab(segment, ['--lab', join(folder, 'lab'), '--file', file])
  })
  afterAll(() => segment.close())

  const facts = async (id: string): Promise<readonly Fact[]> =>
    (await lab.facts(id)).map(({ fact }) => fact)
  const of = <T extends FactType>(all: readonly Fact[], type: T) =>
    all.filter((fact): fact is FactOf<T> => fact.type === type)
  const put = (host: object) =>
    lab.call('document', 'edit', { kind: 'putHosts', hosts: [{ to: host, rack: 'Steel' }] })
  const chooseDisk = (id: string) =>
    lab.call('host', 'chooseNextBoot', { hosts: [id], choice: { kind: 'disk' } })

  it('of BIOS with iPXE in its card goes on to its own disk, once: a boot that the waiter did not answer is none', async () => {
    const id = 'steel-00'
    const identity = {
      ...{ mac: '52:54:00:00:44:00', uuid: '4c4c4544-0044-4810-8052-b4c04f4d4400' },
      ...{ vendor: 'Contoso', model: 'R1', serial: 'NEXT00' },
    }
    const { mac, uuid } = identity
    const bootOrder = ['network', 'disk']
    await put({ ...{ id, kind: 'physical', mac, uuid, smbios: {}, firmware: 'bios' }, bootOrder })
    await chooseDisk(id)
    const boot = async (shows: RegExp) => {
      const before = (await facts(id)).length
      const guest = startGuest({
        ...{ segment, folder, identity, firmware: 'bios', memoryMiB: 256 },
        disk: bootSector(),
      })
      try {
        await guest.until(shows, 90)
      } finally {
        await guest.powerOff()
      }
      return (await facts(id)).slice(before)
    }

    await lab.call('plug', 'pull', { plug: 'waiter' })
    try {
      const cut = await boot(/Own disk runs/)
      expect(of(cut, 'dhcp.acknowledged')).not.toEqual([])
      expect(of(cut, 'waiter.nextBootUsed')).toEqual([])
    } finally {
      await lab.call('plug', 'restore', { plug: 'waiter' })
    }

    const sentOn = await boot(/Own disk runs/)
    expect(of(sentOn, 'waiter.nextBootUsed')).toEqual([
      { type: 'waiter.nextBootUsed', host: id, choice: { kind: 'disk' } },
    ])
    expect(of(sentOn, 'waiter.noImage')).toEqual([])

    const usual = await boot(/there is no ESXi image/)
    expect(of(usual, 'waiter.nextBootUsed')).toEqual([])
    expect(of(usual, 'waiter.noImage')).toHaveLength(1)
  })

  it('of UEFI goes on to its own disk, behind PXE and HTTP Boot of the same card', async () => {
    const id = 'steel-01'
    const mac = '52:54:00:00:44:01'
    const uuid = '4c4c4544-0044-4810-8052-b4c04f4d4401'
    const archs = [7, 16]
    const host = {
      ...{ id, kind: 'physical', mac, uuid, smbios: {}, firmware: 'uefi', diskMiB: 0 },
      bootOrder: ['network', 'disk'],
    }
    await put(host)
    await chooseDisk(id)
    const guest = startGuest({
      ...{ segment, folder, firmware: 'uefi', memoryMiB: 512 },
      identity: { mac, uuid, vendor: 'Contoso', model: 'R1', serial: 'NEXT01' },
      more: [
        // Nobody here answers over IPv6, and firmware asks for a minute.
        ...without('IPv6PXE'),
        ...['-drive', `if=none,id=own,format=raw,readonly=on,file=fat:${join(folder, 'own')}`],
        ...['-device', 'virtio-blk-pci,drive=own,bootindex=3'],
      ],
    })
    // The program on the disk asks the waiter as well, after every way over the network has.
    const isFirmware = (fact: Fact) =>
      fact.type === 'dhcp.discovered' && fact.userClass === undefined
    const fromDisk = (all: readonly Fact[]) =>
      of(all.slice(all.findLastIndex(isFirmware)), 'waiter.hostRegistered').length === 2
    await expect
      .poll(async () => fromDisk(await facts(id)), { timeout: 180_000, interval: 500 })
      .toBe(true)
    const all = await facts(id)
    const begun = of(all, 'dhcp.discovered').filter(isFirmware)
    expect(new Set(begun.map((each) => each.arch))).toEqual(new Set(archs))
    expect(of(all, 'waiter.noImage')).toEqual([])
    const used = { type: 'waiter.nextBootUsed', host: id, choice: { kind: 'disk' } }
    expect(of(all, 'waiter.nextBootUsed').slice(0, archs.length)).toEqual(archs.map(() => used))
    await guest.powerOff()
  })
})
