import { describe, expect, it } from 'vitest'
import { diffDocuments, type LabDocument } from '../../src/shared/document/index.ts'
import { applyEdit } from '../../src/shared/edits/index.ts'
import { smallLab } from './small-lab.ts'

const texts = (after: LabDocument): readonly string[] =>
  diffDocuments(smallLab, after).map(({ text }) => text)

describe('diffDocuments', () => {
  it('finds nothing between a document and itself', () => {
    expect(diffDocuments(smallLab, structuredClone(smallLab))).toEqual([])
  })

  it('says a changed value with its place', () => {
    expect(diffDocuments(smallLab, applyEdit(smallLab, { kind: 'setSpeed', speed: 10 }))).toEqual([
      { kind: 'changed', path: 'speed', text: 'Speed was 1; is 10' },
    ])
    const after = applyEdit(smallLab, {
      kind: 'setBootOrder',
      host: 'esx-01',
      bootOrder: ['disk'],
    })
    expect(diffDocuments(smallLab, after)).toEqual([
      {
        kind: 'changed',
        path: 'hosts.esx-01.bootOrder',
        text: 'Host esx-01: boot order was network, disk; is disk',
      },
    ])
  })

  it('says what was added and what was removed', () => {
    const [reference] = smallLab.imageProfiles
    expect(
      texts({
        ...smallLab,
        imageProfiles: reference === undefined ? [] : [{ ...reference, name: 'Second' }],
        virtualMachines: [],
      }),
    ).toEqual([
      'Image profile Reference removed',
      'Image profile Second added',
      'Virtual machine vm-web removed',
    ])
  })

  it('looks into rules and their items', () => {
    const [dell, ...rest] = smallLab.rules.defined
    const defined = [
      { name: 'dell', patterns: ['vendor==HPE'], items: dell?.items.slice(0, 1) ?? [] },
      ...rest,
    ]
    expect(texts({ ...smallLab, rules: { ...smallLab.rules, defined, active: ['all'] } })).toEqual([
      'Rules: rule dell: patterns was vendor==Dell Inc.; is vendor==HPE',
      'Rules: rule dell: item cluster removed',
      'Rules: active was dell; is all',
    ])
  })

  it('tells by what it has what has neither id nor name', () => {
    const [first, ...others] = smallLab.hosts
    if (first === undefined) throw new Error('no host')
    const withCard = (mac: string): LabDocument => ({
      ...smallLab,
      hosts: [{ ...first, moreCards: [{ mac, cabled: true }] }, ...others],
    })
    const changes = diffDocuments(withCard('52:54:00:00:00:01'), withCard('52:54:00:00:00:02'))
    expect(changes.map(({ text }) => text)).toEqual([
      'Host esx-01: card 52:54:00:00:00:01 removed',
      'Host esx-01: card 52:54:00:00:00:02 added',
    ])
  })

  it('says when only the order changed', () => {
    expect(texts({ ...smallLab, hosts: smallLab.hosts.toReversed() })).toEqual([
      'Order of hosts is esx-02, esx-01',
    ])
  })

  it('tells a value that came or went from an empty one', () => {
    const hosts = smallLab.hosts.map((host) => ({ ...host, address: undefined }))
    expect(texts({ ...smallLab, hosts })).toEqual([
      'Host esx-01: address was 127.66.0.51; is nothing',
    ])
  })
})
