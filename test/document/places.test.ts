import { describe, expect, it } from 'vitest'
import { datacenterOf, datacentersOf, parseDocument } from '../../src/shared/document/index.ts'
import { smallLabInput } from './small-lab.ts'

const input = {
  ...smallLabInput(),
  datacenter: 'First',
  moreDatacenters: [{ name: 'Second' }],
  clusters: [{ name: 'Rack A', hostProfile: 'Caching', datacenter: 'Second' }],
  folders: [{ name: 'Spare' }],
}

describe('datacenterOf', () => {
  const document = parseDocument(input)
  it('is that of the cluster or folder, then the own one, then the first', () => {
    expect(datacentersOf(document)).toEqual(['First', 'Second'])
    expect(datacenterOf(document, { cluster: 'Rack A' })).toBe('Second')
    expect(datacenterOf(document, { cluster: '', folder: 'Spare', datacenter: 'Second' })).toBe(
      'First',
    )
    expect(datacenterOf(document, { cluster: '', datacenter: 'Second' })).toBe('Second')
    expect(datacenterOf(document, {})).toBe('First')
  })
})

describe('parseDocument', () => {
  it.each([
    ['a cluster in no datacenter', { moreDatacenters: [] }, /there is no datacenter "Second"/],
    ['a datacenter twice', { datacenter: 'Second' }, /datacenter "Second" is there twice/],
  ])('refuses %s', (_, change, message) => {
    expect(() => parseDocument({ ...input, ...change })).toThrow(message)
  })

  it('takes a rule that leads to any of the datacenters', () => {
    const rule = { name: 'far', items: [{ kind: 'datacenter', name: 'Second' }] }
    const rules = { defined: [rule], working: ['far'], active: ['far'] }
    expect(parseDocument({ ...input, rules }).rules.active).toEqual(['far'])
  })
})
