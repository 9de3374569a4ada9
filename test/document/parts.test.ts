import { describe, expect, it } from 'vitest'
import { parseDocument, rebase } from '../../src/shared/document/index.ts'
import { smallLab, smallLabInput } from './small-lab.ts'

const withFirst = (more: Readonly<Record<string, unknown>>) => {
  const input = smallLabInput()
  return { ...input, hosts: input.hosts.map((host, i) => (i === 0 ? { ...host, ...more } : host)) }
}

describe('parseDocument', () => {
  it('takes cards and disks of one host', () => {
    const more = {
      moreCards: [{ mac: '52:54:00:aa:cc:01' }],
      disks: [{ id: 'sda', sizeMiB: 100 }],
    }
    expect(parseDocument(withFirst(more)).hosts[0]).toMatchObject({
      moreCards: [{ cabled: true }],
      disks: [{ kind: 'local' }],
    })
  })

  it('rejects a second card with a MAC that is there already', () => {
    const { mac } = smallLabInput().hosts[1] ?? expect.fail('no second host')
    expect(() => parseDocument(withFirst({ moreCards: [{ mac }] }))).toThrow(/there twice/)
  })

  it('rejects two disks of one name', () => {
    const disk = { id: 'sda', sizeMiB: 100 }
    expect(() => parseDocument(withFirst({ disks: [disk, disk] }))).toThrow(/disk "sda"/)
  })
})

describe('rebase', () => {
  it('moves the addresses of answers along, and leaves what is no address', () => {
    const customizations = [
      { host: 'esx-01', answers: { address: '127.66.0.240', netmask: '255.255.0.0' } },
      { host: 'esx-02', answers: { address: 'not yet' } },
    ]
    const moved = rebase({ ...smallLab, customizations }, '127.99.0.0/16')
    expect(moved.customizations?.map(({ answers }) => answers)).toEqual([
      { address: '127.99.0.240', netmask: '255.255.0.0' },
      { address: 'not yet' },
    ])
  })

  it('moves what settings and rules name within the subnet, and no address outside of it', () => {
    const [hostProfile] = smallLab.hostProfiles
    const [rule, ...others] = smallLab.rules.defined
    if (hostProfile === undefined || rule === undefined) expect.fail('no profile or no rule')
    const settings = { ...hostProfile.settings, ntp: ['127.66.0.1'], dns: ['10.0.0.53'] }
    const patterns = ['ipv4=127.66.0.51-127.66.0.90', 'ipv4=10.0.0.7']
    const moved = rebase(
      {
        ...smallLab,
        hostProfiles: [{ ...hostProfile, settings }],
        rules: { ...smallLab.rules, defined: [{ ...rule, patterns }, ...others] },
      },
      '127.99.0.0/16',
    )
    expect(moved.hostProfiles[0]?.settings).toMatchObject({
      ntp: ['127.99.0.1'],
      dns: ['10.0.0.53'],
    })
    expect(moved.rules.defined[0]?.patterns).toEqual([
      'ipv4=127.99.0.51-127.99.0.90',
      'ipv4=10.0.0.7',
    ])
  })
})
