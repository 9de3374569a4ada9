import { expect, it } from 'vitest'
import { reportParts } from '../../src/shared/diagnostics/index.ts'
import { sourcesWith } from './world.ts'

it('has stand-ins for machines and sites that only the patterns of rules name', () => {
  const patterns = ['serial=ZQ7ONE, ZQ7TWO', 'hostname==zqthree, west', 'vendor=Dell Inc.,HPE']
  const document = { rules: { defined: [{ name: 'zqrule', patterns, items: [] }] } }
  const parts = reportParts(sourcesWith({ document }), { keepNames: false })
  const told = parts.find(({ id }) => id === 'document')?.text
  expect(JSON.parse(told ?? '')).toMatchObject({
    rules: {
      defined: [
        {
          name: 'rule-1',
          patterns: ['serial=serial-1, serial-2', 'hostname==host-1', 'vendor=Dell Inc.,HPE'],
        },
      ],
    },
  })
})
