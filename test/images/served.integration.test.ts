import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDepots, importBundle } from '../../src/main/images/index.ts'
import { bootValue, parseBootConfig } from '../../src/shared/image/index.ts'
import { startRig, type Rig } from '../hosts/rig.ts'
import { scratchFolder, toolsMissing } from './archive/tools.ts'
import { makeDepot, standard } from './depot/make-depot.ts'

const missing = toolsMissing('ar', 'zip')

describe.skipIf(missing !== undefined)(`an image of a depot (${missing ?? ''})`, () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>
  let rig: Rig
  beforeAll(async () => {
    scratch = await scratchFolder()
    rig = await startRig('127.136', { 'esx-01': {} })
  })
  afterAll(async () => {
    await rig.stop()
    await scratch.remove()
  })

  it('boots a host over the wire, and stays while the host needs it', async () => {
    const { app } = rig
    const file = await makeDepot(scratch, [standard])
    const store = app.images
    await createDepots({ store }).keep(await importBundle({ store, file }))
    const [reference] = rig.document().imageProfiles
    const loadersOf = reference?.name ?? ''
    await app.imagesApi.compose({ profile: standard.name, name: 'ACME', loadersOf })
    const bootConfig = [
      { key: 'futurekey', value: 'kept' },
      { key: 'modules', value: '' },
    ]
    const image = rig.document().imageProfiles.at(-1) ?? expect.fail('no image')
    await app.documents.edit({
      kind: 'changeImageProfile',
      imageProfile: { ...image, bootConfig },
      summary: 'A key of the medium',
    })
    const script = 'New-DeployRule acme -Item ACME -AllHosts | Add-DeployRule -At 0'
    expect((await app.rules.run({ script })).errors).toBe(0)

    await app.hosts.powerOn(['esx-01'])
    const { fact } = await rig.until('kernel.started', ({ host }) => host === 'esx-01', 0)
    expect(fact).toMatchObject({ imageProfile: 'ACME' })
    const { server, ports } = rig.document().network
    const { mac = '' } = rig.document().hosts[0] ?? {}
    const base = `http://${server}:${ports.waiter}/vmw/rbd/host`
    const own = await (await fetch(`${base}/esx-01/boot.cfg`)).text()
    const config = parseBootConfig(own)
    expect(config.entries.slice(0, 2).map(({ key }) => key)).toEqual(['futurekey', 'modules'])
    expect(bootValue(config, 'kernel')).toBe(`${image.kernel.sha256}/b.b00`)
    const byMac = await fetch(`${base}/01-${mac.replaceAll(':', '-')}/boot.cfg`)
    expect(await byMac.text()).toBe(own)

    await rig.until('vcenter.hostAdded', ({ host }) => host === 'esx-01', 0)
    await app.rules.run({ script: 'Remove-DeployRule acme -Delete' })
    expect(await app.imagesApi.users({ imageProfile: 'ACME' })).toEqual([
      { kind: 'host', name: 'esx-01' },
    ])
    await expect(
      app.documents.edit({ kind: 'removeImageProfile', name: 'ACME' }),
    ).rejects.toMatchObject({ code: 'image.in-use' })
    expect(await app.imagesApi.store()).toMatchObject({ unused: { files: 0 }, depots: 1 })
  })
})
