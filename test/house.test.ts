import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What may be imported from another room beside its `index.ts`, and why. */
const sideDoors: Readonly<Record<string, string>> = {
  'src/main/capture/ring.ts':
    'the thread of TFTP transfers writes into the ring, and loads nothing else',
  'src/main/journal/packed.ts': 'the API packs a past as the journal does, without the database',
  'src/main/journal/pages.ts': 'reads any journal page by page, without the database',
  'src/main/net/native/memory.ts': 'the thread of TFTP transfers makes native calls of its own',
}

type Import = { readonly from: string; readonly to: string; readonly values: boolean }

const sources = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file))

const importsOf = (from: string): readonly Import[] =>
  [...readFileSync(from, 'utf8').matchAll(/^(?:import|export) ([^;'"]*?) ?from '(\.[^']+)'/gm)].map(
    ([, what = '', path = '']) => ({
      from,
      to: normalize(join(dirname(from), path)),
      values: !what
        .replace(/[{}]/g, '')
        .split(',')
        .map((name) => name.trim())
        .every((name) => name === '' || /^type\b/.test(what) || name.startsWith('type ')),
    }),
  )

/** The folder of a service or subject; a file that stands above them belongs to the house. */
const roomOf = (file: string): string => {
  const [src, side, room, ...inside] = file.split('/')
  return inside.length === 0 ? 'the house' : [src, side, room].join('/')
}

/** From room to room of one side, where something is imported that is there when the program runs. */
const importsBetween = (side: string): readonly Import[] =>
  sources(side)
    .flatMap(importsOf)
    .filter(({ to, values }) => values && to.startsWith(`${side}/`))
    .filter(({ from, to }) => roomOf(from) !== roomOf(to))

/** Ways that lead from a room back to it. */
const circlesIn = (imports: readonly Import[]): readonly string[] => {
  const needs = Map.groupBy(imports, ({ from }) => roomOf(from))
  needs.delete('the house')
  const circles = (way: readonly string[]): readonly string[] =>
    [...new Set(needs.get(way.at(-1) ?? '')?.map(({ to }) => roomOf(to)))].flatMap((next) => {
      if (next === way[0]) return [[...way, next].join(' -> ')]
      return way.includes(next) ? [] : circles([...way, next])
    })
  return [...needs.keys()].flatMap((room) => circles([room]))
}

/** A program and all of ours that it loads to run. */
const loadedBy = (program: string): ReadonlySet<string> => {
  const loaded = new Set([program])
  for (const file of loaded)
    for (const { to, values } of importsOf(file)) if (values) loaded.add(to)
  return loaded
}

const between = importsBetween('src/main')

describe.each(['src/shared', 'src/renderer'])('the rooms of %s', (side) => {
  it('need each other in one direction', () => {
    const imports = importsBetween(side)
    expect(imports.length).toBeGreaterThan(100)
    expect(circlesIn(imports)).toEqual([])
  })
})

describe('the rooms of src/main', () => {
  it('are known to each other by their index.ts, but for the side doors named above', () => {
    const doors = between
      .filter(({ from, to }) => ![roomOf(from), roomOf(to)].includes('the house'))
      .filter(({ to }) => !to.endsWith('/index.ts'))
    expect(between.length).toBeGreaterThan(100)
    expect([...new Set(doors.map(({ to }) => to))].sort()).toEqual(Object.keys(sideDoors))
  })

  it('need each other in one direction', () => {
    expect(circlesIn(between)).toEqual([])
  })

  it('never import what wires them', () => {
    const wires = [
      'app.ts',
      'segment.ts',
      'open-lab.ts',
      'open-recording.ts',
      'cli.ts',
      'electron.ts',
    ]
    const entries = new Set(['src/main/cli', 'src/main/electron', 'the house'])
    const up = between
      .filter(({ from }) => !entries.has(roomOf(from)))
      .filter(({ to }) => wires.some((file) => to === `src/main/${file}`))
    expect(up.map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
  })
})

describe.each(['src/main/journal/sqlite/worker.ts', 'src/main/tftp/lane/worker.ts'])(
  'the thread of %s',
  (thread) => {
    it('takes in what it works with alone: schemas, and what makes them, would be loaded once more', () => {
      const loaded = [...loadedBy(thread)]
      expect(loaded.length).toBeGreaterThan(10)
      expect(
        loaded.filter((file) => /^import .* from 'zod'/m.test(readFileSync(file, 'utf8'))),
      ).toEqual([])
    })
  },
)

describe('the style sheets of the screen', () => {
  it('take no class from another sheet, for each would carry a copy of all that stands there', () => {
    const sheets = readdirSync('src/renderer', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.css'))
      .map((file) => join('src/renderer', file))
    expect(sheets.length).toBeGreaterThan(50)
    const composed = sheets.filter((file) => /composes:.* from /.test(readFileSync(file, 'utf8')))
    expect(composed).toEqual([])
  })
})
