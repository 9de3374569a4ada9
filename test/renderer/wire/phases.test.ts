import { describe, expect, it } from 'vitest'
import { createPhases, phaseAfter } from '../../../src/renderer/wire/phases.ts'
import type { Fact } from '../../../src/shared/facts/index.ts'

const host = 'esx-01'
const poweredOn: Fact = { type: 'host.poweredOn', host, by: 'operator' }
const unanswered: Fact = {
  ...{ type: 'firmware.unanswered', host, stage: 'loader', message: 'TFTP' },
  ...{ attempt: 1, of: 6, waited: 750 },
}
const received: Fact = { type: 'ipxe.trampReceived', host, url: 'http://127.0.0.1/vmw/rbd/tramp' }

describe('the phase of a host', () => {
  it('is back at network boot when a try that failed was followed by one that did not', () => {
    expect(phaseAfter('net', unanswered)).toBe('fail')
    expect(phaseAfter('fail', received)).toBe('net')
  })

  it('is not taken back by what comes late', () => {
    expect(phaseAfter('cache', received)).toBe('cache')
  })
})

describe('the phase of the lab', () => {
  it('is the gravest of its hosts', () => {
    const { add } = createPhases()
    const other = { ...poweredOn, host: 'esx-02' }
    const phases = [poweredOn, other, unanswered, received].map((fact) => add(fact))
    expect(phases).toEqual(['net', 'net', 'fail', 'net'])
  })
})
