import { expect, it } from 'vitest'
import { reportParts } from '../../src/shared/diagnostics/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { record, seen } from '../host/facts.ts'
import { sourcesWith } from './world.ts'

it('tells what was chosen for one boot and what kept logs away, and not what went as ever', () => {
  const reason = { code: 'net.port-in-use', message: 'It is held.' }
  const facts: readonly Fact[] = [
    seen.discovered(),
    { type: 'waiter.nextBootUsed', host: 'esx-01', choice: { kind: 'disk' } },
    { type: 'syslog.deaf', on: 'udp://10.0.0.1:514', reason },
    { type: 'syslog.limited', host: 'esx-01', address: '10.0.0.9', perSecond: 200 },
  ]
  const parts = reportParts(sourcesWith({ facts: [...record(facts)] }), { keepNames: true })
  const findings = parts
    .find(({ id }) => id === 'findings')
    ?.text.trimEnd()
    .split('\n')
  expect(findings?.map((line) => line.split(' ')[2])).toEqual([
    'waiter.nextBootUsed',
    'syslog.deaf',
    'syslog.limited',
  ])
})
