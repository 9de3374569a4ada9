import { describe, expect, it } from 'vitest'
import { foldLab, emptyLab } from '../../../src/shared/lab/index.ts'
import { bootGraph } from '../../../src/renderer/chart/graph.ts'
import { english } from '../../../src/renderer/strings/index.tsx'
import { documentWith, recordedRun } from '../recorded-run.ts'

const graph = bootGraph()
const ids = graph.nodes.map(({ id }) => id)

describe('bootGraph', () => {
  it('has every state of the machine, each with words and a place of its own', () => {
    const texts: Readonly<Record<string, string>> = english.strings.hostStates
    expect(ids.toSorted()).toEqual(Object.keys(texts).toSorted())
    const places = graph.nodes.map(({ row, column }) => `${row} ${column}`)
    expect(new Set(places).size).toBe(places.length)
  })

  it('has only moves between states that are drawn', () => {
    const known = new Set(ids)
    expect(graph.edges.filter(({ from, to }) => !known.has(from) || !known.has(to))).toEqual([])
  })

  it('leads from power on to a running system by the network and by the disk', () => {
    const moves = new Set(graph.edges.map(({ from, to }) => `${from} ${to}`))
    for (const move of [
      'off firmware',
      'firmware network.dhcp',
      'network.tramp network.register',
      'network.image kernel',
      'firmware disk',
      'disk kernel',
      'kernel running',
      'network.tramp firmware',
      'network.image hung',
    ]) {
      expect(moves).toContain(move)
    }
  })

  it('holds every state a recorded run passes through', () => {
    const seen = new Set<string>()
    let view = emptyLab(documentWith(['esx-01', 'esx-02']))
    for (const recorded of recordedRun()) {
      view = foldLab(view, recorded)
      for (const host of view.hosts.values()) seen.add(host.state)
    }
    expect([...seen].filter((state) => !ids.includes(state))).toEqual([])
  })
})
