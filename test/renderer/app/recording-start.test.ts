import { describe, expect, it } from 'vitest'
import { lastAtWork } from '../../../src/renderer/app/recording-start.ts'
import type { Fact } from '../../../src/shared/facts/index.ts'
import { record } from '../../host/facts.ts'

const opened: Fact = { type: 'lab.opened', name: 'Lab', version: 1 }
const started: Fact = { type: 'component.started', component: 'dhcp', on: 'x' }
const off = (by: 'operator' | 'stop'): Fact => ({ type: 'host.poweredOff', host: 'esx-01', by })
const stopped: Fact = { type: 'component.stopped', component: 'dhcp' }
const closed: Fact = { type: 'lab.closed' }

describe('lastAtWork', () => {
  it.each<[string, readonly Fact[], number | undefined]>([
    [
      'before all that a closing lab switches off',
      [opened, started, off('stop'), stopped, closed],
      2,
    ],
    ['at what a person switched off', [opened, started, off('operator'), stopped, closed], 3],
    ['of the last time it was open', [opened, closed, opened, started, stopped, closed], 4],
    ['nowhere while it has not closed', [opened, started, stopped], undefined],
    ['nowhere in no facts', [], undefined],
  ])('is %s', (_, facts, seq) => {
    expect(lastAtWork(record(facts))).toBe(seq)
  })
})
