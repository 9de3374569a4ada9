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

it('has a stand-in for each log host that an option names', () => {
  const syslog = 'udp://zqlog.site:514,tcp://zqother:1514'
  const document = { hostProfiles: [{ name: 'zqprofile', settings: { syslog } }] }
  const errors = [{ at: 1, text: 'zqother said nothing, zqlog.site did.' }]
  const parts = reportParts(sourcesWith({ document, errors }), { keepNames: false })
  const told = (wanted: string) => parts.find(({ id }) => id === wanted)?.text
  expect(told('document')).toContain('"syslog": "udp://server-1:514,tcp://server-2:1514"')
  expect(told('errors')).toContain('server-2 said nothing, server-1 did.')
})
