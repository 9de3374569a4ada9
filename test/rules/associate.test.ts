import { expect, it } from 'vitest'
import { createAssociations } from '../../src/main/rules/associate.ts'
import { newStanding } from '../../src/main/rules/standing.ts'
import { image, labWith, rule } from './labs.ts'
import { machine } from './machine.ts'

it('tests any number of hosts with one reading of the rules', () => {
  let readings = 0
  const active = {
    ...rule('active', [], image('ESXi-8.0')),
    get patterns() {
      readings += 1
      return ['vendor==Acme']
    },
  }
  const document = labWith({ defined: [active], working: [], active: ['active'] })
  const stored = { association: { imageProfile: 'ESXi-7.0' }, rules: {} }
  const associations = createAssociations({
    document: () => document,
    host: (id) => ({ id, attributes: machine(), ...newStanding, stored }),
    isUp: () => true,
    record: () => Promise.resolve([]),
  })
  expect(associations.test('esx-1').items).toHaveLength(1)
  const once = readings
  for (let host = 2; host <= 50; host += 1) associations.test(`esx-${host}`)
  expect(once).toBeGreaterThan(0)
  expect(readings).toBe(once)
})
