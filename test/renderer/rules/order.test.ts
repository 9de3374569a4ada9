import { describe, expect, it } from 'vitest'
import { isHidden, movedTo, placeAtGap, setRows } from '../../../src/renderer/rules/order.ts'

describe('movedTo', () => {
  it.each([
    ['b', 0, 'bac'],
    ['a', 2, 'bca'],
    ['a', 9, 'bca'],
    ['c', -1, 'cab'],
    ['new', 1, 'anewbc'],
  ])('puts %s at %i', (name, place, order) => {
    expect(movedTo(['a', 'b', 'c'], name, place).join('')).toBe(order)
  })
})

describe('placeAtGap', () => {
  it('counts the dragged rule out of the list it leaves', () => {
    const drop = (name: string, gap: number) =>
      movedTo(['a', 'b', 'c'], name, placeAtGap(['a', 'b', 'c'], name, gap)).join('')
    expect(drop('a', 3)).toBe('bca')
    expect(drop('a', 1)).toBe('abc')
    expect(drop('c', 0)).toBe('cab')
    expect(drop('n', 1)).toBe('anbc')
  })
})

describe('setRows', () => {
  const rows = (active: string[], working: string[]) =>
    setRows({ defined: [], active, working }).map(({ rule, change }) => `${rule} ${change}`)

  it('shows a rule that was changed as one row', () => {
    expect(rows(['.web', 'all'], ['web', 'all'])).toEqual(['web edited', 'all same'])
    expect(rows(['.web-2'], ['web'])).toEqual(['web edited'])
  })

  it('shows what comes, goes and moves', () => {
    expect(rows(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'new'])).toEqual([
      'd moved',
      'a same',
      'b same',
      'new added',
      'c removed',
    ])
  })

  it('takes no rule for the past of another whose name begins alike', () => {
    expect(rows(['.web-old'], ['web'])).toEqual(['web added', '.web-old removed'])
  })
})

describe('isHidden', () => {
  it('is so for names that begin with a dot', () => {
    expect([isHidden('.web'), isHidden('web.one')]).toEqual([true, false])
  })
})
