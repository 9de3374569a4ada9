import { describe, expect, it } from 'vitest'
import { sortOut } from '../../../src/renderer/imports/gather.ts'

const dropped = (...paths: readonly string[]) =>
  paths.map((path) => ({ path, file: new File(['x'], path.split('/').at(-1) ?? '') }))
const told = (...paths: readonly string[]) =>
  sortOut(dropped(...paths)).map(({ name, files }) => [name, files.length])

describe('what is dropped', () => {
  it('is one import for each ISO and bundle', () => {
    expect(told('ESXi.ISO', 'depot.zip')).toEqual([
      ['ESXi.ISO', 1],
      ['depot.zip', 1],
    ])
  })

  it('is one import for each folder, archives in it included', () => {
    expect(told('a/boot.cfg', 'a/b.b00', 'a/inner/x.zip', 'b/boot.cfg')).toEqual([
      ['a', 3],
      ['b', 1],
    ])
  })

  it('is one import of all loose files', () => {
    expect(told('boot.cfg', 'b.b00')).toEqual([['boot.cfg', 2]])
  })
})
