import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { FactOf, FactType } from '../../src/shared/facts/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { cablesMissing, titled } from './support/cables.ts'
import { guestMissing, startGuest, without } from './support/guest.ts'
import { openSegment, type Segment } from './support/segment.ts'
import { serveLab, type ServedLab } from './support/served-lab.ts'

const missing = cablesMissing('/usr/lib/ipxe/snponly.efi') ?? guestMissing()

describe.skipIf(missing !== undefined)(titled('UEFI HTTP Boot from a served lab', missing), () => {
  let segment: Segment
  let folder: string
  let lab: ServedLab
  beforeAll(async () => {
    segment = openSegment('http-boot', '10.139.0.1/24')
    folder = segment.folder
    const file = join(folder, 'rack.yaml')
    writeFileSync(file, stringify(smallLabInput()))
    lab = await serveLab(segment, ['--lab', join(folder, 'lab'), '--file', file])
  })
  afterAll(() => segment.close())

  it('takes the loader, the scripts and the answer by HTTP, and asks TFTP for nothing', async () => {
    startGuest({
      segment,
      folder,
      firmware: 'uefi',
      identity: {
        mac: '52:54:00:00:39:01',
        uuid: '4c4c4544-0039-4810-8052-b4c04f4d3901',
        vendor: 'Contoso',
        model: 'R1',
        serial: 'HTTP01',
      },
      memoryMiB: 512,
      more: without('IPv4PXE', 'IPv6PXE'),
    })
    const of = async <T extends FactType>(type: T) =>
      (await lab.facts())
        .map(({ fact }) => fact)
        .filter((fact): fact is FactOf<T> => fact.type === type)
    await expect
      .poll(async () => (await of('waiter.noImage')).length, { timeout: 120_000, interval: 500 })
      .toBeGreaterThan(0)
    const [discovered] = await of('dhcp.discovered')
    expect(discovered).toMatchObject({ arch: 16, mac: '52:54:00:00:39:01' })
    expect(await of('waiter.fileServed')).toMatchObject([{ file: 'snponly.efi' }])
    expect(await of('waiter.hostRegistered')).toMatchObject([{ attributes: { vendor: 'Contoso' } }])
    expect(await of('tftp.requested')).toEqual([])
  })
})
