import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Fact, FactOf, FactType } from '../../src/shared/facts/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { cablesMissing, titled } from './support/cables.ts'
import { guestMissing, startGuest } from './support/guest.ts'
import { openSegment, type Segment } from './support/segment.ts'
import { serveLab, type ServedLab } from './support/served-lab.ts'

/** An EFI program that shows on the wire that it runs: what lies on the guest's own disk. */
const program = '/usr/lib/ipxe/ipxe.efi'
const missing = cablesMissing(program) ?? guestMissing()

const withoutPxe = [4, 6].flatMap((version) => [
  ...['-fw_cfg', `name=opt/org.tianocore/IPv${version}PXESupport,string=no`],
])
const ways = [
  { way: 'PXE', last: '01', archs: [7, 16], more: [] },
  { way: 'HTTP Boot', last: '02', archs: [16], more: withoutPxe },
] as const

describe.skipIf(missing !== undefined)(titled('UEFI firmware, by one choice', missing), () => {
  let segment: Segment
  let folder: string
  let lab: ServedLab
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'headwaiter-next-boot-'))
    mkdirSync(join(folder, 'own', 'EFI', 'BOOT'), { recursive: true })
    copyFileSync(program, join(folder, 'own', 'EFI', 'BOOT', 'BOOTX64.EFI'))
    const file = join(folder, 'rack.yaml')
    writeFileSync(file, stringify(smallLabInput()))
    segment = openSegment('next-boot', '10.144.0.1/24')
    lab = await serveLab(segment, ['--lab', join(folder, 'lab'), '--file', file])
  })
  afterAll(async () => {
    await segment.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(ways)('goes on from $way to its own disk, once', async ({ last, archs, more }) => {
    const id = `steel-${last}`
    const mac = `52:54:00:00:44:${last}`
    const uuid = `4c4c4544-0044-4810-8052-b4c04f4d44${last}`
    const host = {
      ...{ id, kind: 'physical', mac, uuid, smbios: {}, firmware: 'uefi', diskMiB: 0 },
      bootOrder: ['network', 'disk'],
    }
    await lab.call('document', 'edit', { kind: 'putHosts', hosts: [{ to: host, rack: 'Steel' }] })
    await lab.call('host', 'chooseNextBoot', { hosts: [id], choice: { kind: 'disk' } })
    const start = () =>
      startGuest({
        ...{ segment, folder, firmware: 'uefi', memoryMiB: 512 },
        identity: { mac, uuid, vendor: 'Contoso', model: 'R1', serial: `NEXT${last}` },
        more: [
          ...more,
          ...['-drive', `if=none,id=own,format=raw,readonly=on,file=fat:${join(folder, 'own')}`],
          ...['-device', 'virtio-blk-pci,drive=own,bootindex=3'],
        ],
      })
    const guest = start()
    const facts = async (): Promise<readonly Fact[]> =>
      (await lab.facts(id)).map(({ fact }) => fact)
    const of = <T extends FactType>(all: readonly Fact[], type: T) =>
      all.filter((fact): fact is FactOf<T> => fact.type === type)
    // The program on the disk asks the waiter as well, after every way over the network has.
    const isFirmware = (fact: Fact) =>
      fact.type === 'dhcp.discovered' && fact.userClass === undefined
    const fromDisk = (all: readonly Fact[]) =>
      of(all.slice(all.findLastIndex(isFirmware)), 'waiter.hostRegistered').length === 2
    await expect
      .poll(async () => fromDisk(await facts()), { timeout: 180_000, interval: 500 })
      .toBe(true)
    const all = await facts()
    const begun = of(all, 'dhcp.discovered').filter(isFirmware)
    expect(new Set(begun.map((each) => each.arch))).toEqual(new Set(archs))
    expect(of(all, 'waiter.noImage')).toEqual([])
    const used = { type: 'waiter.nextBootUsed', host: id, choice: { kind: 'disk' } }
    expect(of(all, 'waiter.nextBootUsed').slice(0, archs.length)).toEqual(archs.map(() => used))
    await guest.powerOff()

    const before = all.length
    const again = start()
    await expect
      .poll(async () => of((await facts()).slice(before), 'waiter.noImage').length, {
        timeout: 120_000,
        interval: 500,
      })
      .toBeGreaterThan(0)
    await again.powerOff()
  })
})
