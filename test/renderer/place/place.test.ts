import { describe, expect, it } from 'vitest'
import { formatPlace, parsePlace, type Place } from '../../../src/renderer/place/route.ts'

describe('a place', () => {
  const places: readonly Place[] = [
    { page: 'bench' },
    { page: 'bench', host: 'esx-02' },
    { page: 'bench', host: 'esx-02', fact: 41, all: true },
    { page: 'bench', component: 'waiter', panel: 'log' },
    { page: 'bench', host: 'esx-02', hosts: ['esx-01', 'esx-03'] },
    { page: 'hosts', host: 'esx-02', form: 'change' },
    { page: 'images', item: 'Reference', part: 'store' },
  ]

  it.each(places)('survives the address bar: %o', (place) => {
    expect(parsePlace(formatPlace(place))).toEqual(place)
  })

  it('is the bench when the address says nothing that is known', () => {
    expect(parsePlace('')).toEqual({ page: 'bench' })
    expect(parsePlace('#/nowhere?component=x&fact=-1')).toEqual({ page: 'bench' })
  })
})
