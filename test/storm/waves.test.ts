import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { checkDocument, parseDocument } from '../../src/shared/document/index.ts'
import { labOfMany, wavesOf } from '../../src/shared/storm/index.ts'

const demo = parseDocument(parse(readFileSync('resources/labs/demo.yaml', 'utf8')))
const idsOf = (count: number) => labOfMany(demo, count, 32).hosts.map(({ id }) => id)

describe('a lab of many hosts', () => {
  it('is a valid document with as many hosts as asked for', () => {
    const lab = labOfMany(demo, 1000, 32)
    expect([...checkDocument(lab)]).toEqual([])
    expect(lab.hosts).toHaveLength(1000)
    expect(lab.clusters).toHaveLength(32)
  })

  it('is valid with more racks than identities tell apart', () => {
    expect([...checkDocument(parseDocument(labOfMany(demo, 600, 2)))]).toEqual([])
  })
})

describe('the waves of a storm', () => {
  it('are whole clusters, as the rules place the hosts, and hold every host once', () => {
    const lab = labOfMany(demo, 100, 32)
    const waves = wavesOf(lab, idsOf(100), 64)
    expect(waves.map(({ clusters, hosts }) => [clusters, hosts.length])).toEqual([
      [['Cluster 01', 'Cluster 02'], 64],
      [['Cluster 03', 'Cluster 04'], 36],
    ])
    expect(waves.flatMap(({ hosts }) => hosts).toSorted()).toEqual([...idsOf(100)].toSorted())
  })

  it('let a cluster that is larger than a wave go by itself', () => {
    const sizes = wavesOf(labOfMany(demo, 70, 32), idsOf(70), 10).map(({ hosts }) => hosts.length)
    expect(sizes).toEqual([32, 32, 6])
  })

  it('leave out who was not named', () => {
    expect(wavesOf(labOfMany(demo, 70, 32), ['esx-0001', 'esx-0040'], 10)).toEqual([
      { clusters: ['Cluster 01', 'Cluster 02'], hosts: ['esx-0001', 'esx-0040'] },
    ])
  })
})
