import { describe, expect, it } from 'vitest'
import type { Disk } from '../../src/shared/document/schema.ts'
import { chooseDisk, disksOf, type DiskArguments } from '../../src/shared/host/index.ts'

const disk = (id: string, more: Partial<Disk> = {}): Disk => ({
  id,
  sizeMiB: 100,
  kind: 'local',
  model: '',
  driver: '',
  ssd: false,
  vmfs: false,
  ...more,
})
const choose = (disks: readonly Disk[], wants: Partial<DiskArguments> = {}, esx = '') =>
  chooseDisk(
    { diskMiB: 0, disks: [...disks] },
    { systemImageCache: 'statelessCaching', ...wants },
    50 * 1024 * 1024,
    ({ id }) => id === esx,
  )?.id

describe('chooseDisk', () => {
  const two = [disk('sda'), disk('sdb')]

  it('takes a disk that holds ESXi before the first local one', () => {
    expect(choose(two)).toBe('sda')
    expect(choose(two, {}, 'sdb')).toBe('sdb')
  })
  it.each([
    ['a model', [disk('sda'), disk('sdb', { model: 'Dell BOSS-S1' })], 'boss-s1,local', 'sdb'],
    ['a driver', [disk('sda'), disk('sdb', { driver: 'mptsas' })], 'mptsas,local', 'sdb'],
    [
      'a remote disk when asked to',
      [disk('lun', { kind: 'remote' }), disk('sda')],
      'remote',
      'lun',
    ],
    ['the next word when nothing fits the first', two, 'nothing-like-it,local', 'sda'],
    ['the usual disk when the order is empty', two, '', 'sda'],
    ['the usual disk when the order has no word', two, ' , ', 'sda'],
    ['no remote disk unasked', [disk('lun', { kind: 'remote' })], undefined, undefined],
    ['nothing too small', [disk('sda', { sizeMiB: 10 }), disk('sdb')], undefined, 'sdb'],
  ])('takes %s', (_title, disks, firstDisk, chosen) => {
    expect(choose(disks, firstDisk === undefined ? {} : { firstDisk })).toBe(chosen)
  })
  it('leaves VMFS alone unless it may be overwritten', () => {
    const vmfs = [disk('sda', { vmfs: true })]
    expect(choose(vmfs)).toBeUndefined()
    expect(choose(vmfs, { overwriteVmfs: true })).toBe('sda')
  })
  it('passes over SSDs when told to', () => {
    expect(choose([disk('ssd', { ssd: true }), disk('sda')], { ignoreSsd: true })).toBe('sda')
  })
  it('takes only a USB disk in the USB modes', () => {
    const wants = { systemImageCache: 'statelessCachingUsb' } as const
    expect(choose(two, wants)).toBeUndefined()
    expect(choose([disk('sda'), disk('stick', { kind: 'usb' })], wants)).toBe('stick')
  })
})

describe('disksOf', () => {
  it('makes one disk of a size, and none of no size', () => {
    expect(disksOf({ diskMiB: 8192 }).map(({ sizeMiB }) => sizeMiB)).toEqual([8192])
    expect(disksOf({ diskMiB: 0 })).toEqual([])
  })
})
