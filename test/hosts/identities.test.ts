import { describe, expect, it } from 'vitest'
import { createRegistry } from '../../src/main/hosts/identify.ts'
import { applyDeployEdit } from '../../src/shared/deploy/index.ts'
import { smallLab } from '../document/small-lab.ts'

const setIdentity = (host: string, identifier: string) =>
  ({ kind: 'setMachineIdentity', host, identifier }) as const

describe('machine identities', () => {
  const [first] = smallLab.hosts
  const uuid = '11111111-2222-3333-4444-555555555555'
  const registryOf = (document: typeof smallLab) =>
    createRegistry({ document: () => document, leases: [] })

  it('make a machine with a new board the host it was', () => {
    const mac = '52:54:00:99:99:99'
    expect(registryOf(smallLab).byMac(mac)).toBe('host-525400999999')
    const bound = applyDeployEdit(smallLab, setIdentity('esx-09', `mac=${mac}`))
    expect(registryOf(bound).byMac(mac)).toBe('esx-09')
  })

  it('go before the MAC address of the document', () => {
    const mac = first?.mac ?? ''
    const bound = applyDeployEdit(smallLab, setIdentity('esx-09', `uuid=${uuid}`))
    expect(registryOf(bound).byMac(mac)).toBe(first?.id)
    expect(registryOf(bound).byMac(mac, uuid.toUpperCase())).toBe('esx-09')
  })

  it('of a machine with another card are known by its UUID, until many others were heard', () => {
    const registry = registryOf(smallLab)
    const card = (n: number) =>
      `02:00:00:${n
        .toString(16)
        .padStart(6, '0')
        .replaceAll(/(..)(?=.)/g, '$1:')}`
    const own = registry.byMac(card(0), uuid)
    for (let n = 1; n <= 16_383; n += 1)
      registry.byMac(card(n), `22222222-0000-0000-0000-${String(n).padStart(12, '0')}`)
    expect(registry.byMac('52:54:00:99:99:01', uuid)).toBe(own)
    for (let n = 1; n <= 16_384; n += 1)
      registry.byMac(card(n), `33333333-0000-0000-0000-${String(n).padStart(12, '0')}`)
    expect(registry.byMac('52:54:00:99:99:02', uuid)).toBe('host-525400999902')
  })

  it.each([
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '03000200-0400-0500-0006-000700080009',
    '00020003-0004-0005-0006-000700080009',
    'Not Settable',
  ])('are apart for two machines that both say %s', (nobodys) => {
    const registry = registryOf(smallLab)
    expect(registry.byMac('52:54:00:99:99:01', nobodys)).toBe('host-525400999901')
    expect(registry.byMac('52:54:00:99:99:02', nobodys)).toBe('host-525400999902')
  })

  it('are those of an address that another server gave, as the machine says beside our proxy', () => {
    const registry = registryOf(smallLab)
    const said = { mac: first?.mac ?? '', host: first?.id ?? '', xid: '1' }
    const [serverId, bootFile] = ['10.0.0.2', 'snponly.efi']
    registry.learn({ type: 'dhcp.addressedElsewhere', ...said, address: '10.0.0.77', serverId })
    expect(registry.byAddress('10.0.0.77')).toBe(first?.id)
    const answer = { ...said, bootFile, nextServer: '10.0.0.1', sentTo: '10.0.0.78:68' }
    registry.learn({ type: 'dhcp.proxyAcknowledged', ...answer, address: '10.0.0.78' })
    expect(registry.byAddress('10.0.0.78')).toBe(first?.id)
    // It has one at a time: who has the other now is another matter.
    expect(registry.byAddress('10.0.0.77')).toBeUndefined()
    registry.learn({ type: 'dhcp.proxyAcknowledged', ...answer, address: '0.0.0.0' })
    expect(registry.byAddress('0.0.0.0')).toBeUndefined()
  })

  it('of addresses that other servers gave are forgotten once many others were heard', () => {
    const registry = registryOf(smallLab)
    const hear = (n: number) =>
      registry.learn({
        type: 'dhcp.addressedElsewhere',
        ...{ host: `host-${n}`, mac: '02:00:00:00:00:01', xid: '1', serverId: '10.0.0.2' },
        address: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
      })
    for (let n = 1; n <= 16_385; n += 1) hear(n)
    expect(registry.byAddress('10.0.0.1')).toBeUndefined()
    expect(registry.byAddress('10.0.0.2')).toBe('host-2')
  })

  it('are one for a host and one for a machine', () => {
    const twice = [
      setIdentity('a', `uuid=${uuid}`),
      setIdentity('b', `uuid=${uuid}`),
      setIdentity('b', 'mac=52:54:00:00:00:01'),
    ].reduce(applyDeployEdit, smallLab)
    expect(twice.machineIdentities).toEqual([{ host: 'b', identifier: 'mac=52:54:00:00:00:01' }])
  })
})
