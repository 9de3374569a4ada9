import { expect, it } from 'vitest'
import { unknownHost } from '../../src/shared/base/index.ts'

const rack = ['esx-01', 'esx-02', 'r640-01', 'hp-05']

it.each([
  ['ESX-01', 'esx-01'],
  ['esx01', 'esx-01'],
  ['r640-1', 'r640-01'],
  ['hp-5', 'hp-05'],
])('takes %s for a slip of %s', (typed, meant) => {
  expect(unknownHost(typed, rack)).toMatchObject({
    code: 'lab.not-found',
    message: `There is no host "${typed}". Did you mean ${meant}?`,
    details: { host: typed },
  })
})

it.each([
  ['of which several are as near', 'esx-03'],
  ['that is like none', 'printer'],
  ['longer than any name', 'esx-01'.repeat(20)],
  ['without a letter', ''],
])('guesses nothing for a name %s', (_title, typed) => {
  expect(unknownHost(typed, rack).message).toBe(`There is no host "${typed}".`)
})

it('guesses nothing in an empty lab', () => {
  expect(unknownHost('esx-01', []).message).toBe('There is no host "esx-01".')
})
