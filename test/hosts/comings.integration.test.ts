import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentEdit } from '../../src/shared/contract/index.ts'
import type { Host } from '../../src/shared/document/index.ts'
import { isSettled, startRig, type Rig } from './rig.ts'

const timeout = 60_000

describe('hosts of a running lab', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig('127.139', { 'esx-01': {} })
  })
  afterAll(() => rig.stop())

  const edit = (asked: DocumentEdit) => rig.app.documents.edit(asked)
  const hostIn = (id: string): Host => {
    const found = rig.document().hosts.find((host) => host.id === id)
    if (found === undefined) throw new Error(`no host ${id}`)
    return found
  }
  const remove: DocumentEdit = { kind: 'removeHosts', hosts: ['esx-02', 'esx-03'] }
  const onAndSettled = async (id: string): Promise<void> => {
    await rig.app.hosts.powerOn([id])
    await rig.untilHost(id, isSettled)
  }
  const isOn = expect.objectContaining({ code: 'hosts.powered-on', message: 'esx-02 is on.' })

  it(
    'come while it runs, powered off, and boot over the network',
    async () => {
      await edit({
        kind: 'addHosts',
        count: 2,
        rack: 'Rack A',
        hardware: { kind: 'like', host: 'esx-01' },
      })
      await rig.until('document.changed', () => true, 0)
      expect(rig.host('esx-02').state).toBe('off')
      expect(rig.app.hosts.isOn('esx-02')).toBe(false)
      await onAndSettled('esx-02')
      expect(rig.host('esx-02').address).toBe(hostIn('esx-02').address)
    },
    timeout,
  )

  it('neither go nor change while their power is on, by an edit or by its undo', async () => {
    const version = rig.app.documents.version()
    await expect(edit(remove)).rejects.toEqual(isOn)
    const to = { ...hostIn('esx-02'), firmware: 'bios' as const }
    await expect(edit({ kind: 'changeHost', host: 'esx-02', to })).rejects.toEqual(isOn)
    await expect(rig.app.documents.undo()).rejects.toEqual(isOn)
    expect(rig.app.documents.version()).toBe(version)
    // What may be set while it is on still may.
    await edit({ kind: 'setBootOrder', host: 'esx-02', bootOrder: ['network'] })
    await rig.app.documents.undo()
    await edit({ kind: 'changeHost', host: 'esx-03', to: { ...hostIn('esx-03'), diskMiB: 128 } })
    await rig.app.documents.undo()
  })

  it(
    'go when they are off, and come back by undo with what their disks hold',
    async () => {
      await rig.app.hosts.powerOff(['esx-02'])
      const left = await rig.untilHost('esx-02', ({ state }) => state === 'off')
      await edit(remove)
      await rig.until('document.changed', ({ hosts }) => hosts?.removed.length === 2, 0)
      expect([...rig.view().hosts.keys()]).toEqual(['esx-01'])
      await expect(rig.app.hosts.powerOn(['esx-02'])).rejects.toMatchObject({
        code: 'lab.not-found',
      })
      await rig.app.documents.undo()
      const back = await rig.untilHost('esx-02', () => true)
      expect(back.cache).toEqual(left.cache)
      expect(back.cache).toBeDefined()
      // Its disk is there as well: without a network boot it runs from its cached image.
      await rig.app.plugs.pull('tftp')
      await rig.app.hosts.powerOn(['esx-02'])
      await rig.untilHost(
        'esx-02',
        ({ state, source }) => state === 'running' && source === 'cache',
      )
      await rig.app.plugs.restore('tftp')
      await rig.app.hosts.powerOff(['esx-02'])
    },
    timeout,
  )

  it(
    'boot as what they were changed into, by another name',
    async () => {
      const to = { ...hostIn('esx-03'), id: 'blade-1', firmware: 'bios' as const }
      await edit({ kind: 'changeHost', host: 'esx-03', to, rack: 'Rack B' })
      await onAndSettled('blade-1')
      expect(rig.host('blade-1').firmware).toBe('bios')
      expect(rig.view().hosts.has('esx-03')).toBe(false)
      expect(rig.document().racks.at(-1)).toEqual({ name: 'Rack B', hosts: ['blade-1'] })
    },
    timeout,
  )
})
