import { describe, expect, it } from 'vitest'
import { initialOf } from '../../src/main/cli/flags.ts'
import { withHosts } from '../../src/main/cli/host-flags.ts'
import { vendorsFolder } from '../../src/main/folders.ts'
import { loadVendors } from '../../src/main/hosts/index.ts'
import { demoLab } from '../../src/main/open-lab.ts'

const demo = await initialOf({ file: demoLab })
const kinds = [...(await loadVendors(vendorsFolder)).keys()]

describe('the hosts that a new lab is asked for', () => {
  it('are those of its file when nobody asks', async () => {
    expect(await withHosts(demo, { rack: 8 })).toBe(demo)
  })

  it('stand in racks, each placed by a rule of its own', async () => {
    const lab = await withHosts(demo, { hosts: 20, rack: 8 })
    expect(lab.racks.map(({ hosts }) => hosts.length)).toEqual([8, 8, 4])
    expect(lab.rules.active).toEqual([
      'image-for-dell',
      'caching-for-all',
      'place-cluster-01',
      'place-cluster-02',
      'place-cluster-03',
    ])
  })

  it.each(kinds)('are %s, and its vendor has the image', async (kind) => {
    const lab = await withHosts(demo, { hosts: 3, rack: 8, kind })
    const vendors = new Set(lab.hosts.map(({ smbios }) => `vendor==${smbios.vendor}`))
    const image = lab.rules.defined.find(({ items }) => items[0]?.kind === 'imageProfile')
    expect(vendors).toEqual(new Set(image?.patterns))
    expect(lab.rules.active[0]).toBe(image?.name)
  })

  it('are of a kind there is', async () => {
    await expect(withHosts(demo, { rack: 8, kind: 'vax' })).rejects.toMatchObject({
      code: 'hosts.unknown-kind',
      message: expect.stringContaining(kinds.join(', ')),
    })
  })

  it('have room in its network', async () => {
    const network = {
      ...demo.network,
      subnet: '127.66.0.0/24',
    }
    await expect(withHosts({ ...demo, network }, { hosts: 20, rack: 8 })).rejects.toMatchObject({
      code: 'document.invalid',
      message: expect.stringContaining('outside the subnet'),
    })
  })
})
