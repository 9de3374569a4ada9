import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resourcesFolder } from '../../src/main/folders.ts'
import { loadVendors } from '../../src/main/hosts/index.ts'
import { host as hostSchema } from '../../src/shared/document/schema.ts'
import { hostOfKind } from '../../src/shared/host/index.ts'

describe('the shipped kinds of servers', () => {
  it('are five, of five vendors', async () => {
    const vendors = await loadVendors(join(resourcesFolder, 'vendors'))
    expect(new Set([...vendors.values()].map(({ smbios }) => smbios.vendor)).size).toBe(5)
  })

  it('make hosts the document takes, no two alike', async () => {
    const vendors = await loadVendors(join(resourcesFolder, 'vendors'))
    const hosts = [...vendors.values()].flatMap((profile, rack) =>
      [0, 1, 300].map((host) => hostOfKind(profile, { id: `esx-${rack}-${host}`, rack, host })),
    )
    for (const made of hosts) expect(hostSchema.parse(made)).toEqual(made)
    const macs = hosts.flatMap(({ mac, moreCards = [] }) => [
      mac,
      ...moreCards.map((card) => card.mac),
    ])
    expect(new Set(macs).size).toBe(macs.length)
    expect(new Set(hosts.map(({ uuid }) => uuid)).size).toBe(hosts.length)
  })
})

describe('loadVendors', () => {
  it('names the file and the field that is wrong', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'headwaiter-vendors-'))
    await writeFile(join(folder, 'odd.yaml'), 'title: Odd\nfirmware: openfirmware\n')
    await expect(loadVendors(folder)).rejects.toMatchObject({
      code: 'hosts.vendor-invalid',
      message: expect.stringMatching(/odd\.yaml.*firmware/s),
    })
    await rm(folder, { recursive: true })
  })
})
