import { describe, expect, it } from 'vitest'
import { bootResult } from '../../../src/renderer/host/boot-result.ts'
import { createFormat } from '../../../src/renderer/strings/format.ts'
import { en } from '../../../src/renderer/strings/en/index.ts'
import type { BootRecord } from '../../../src/shared/host/index.ts'

const told = (boot: Partial<BootRecord>) =>
  bootResult({ startedAt: 1000, firstSeq: 1, outcome: 'underWay', ...boot }, en, createFormat('en'))

describe('bootResult', () => {
  it('tells two boots of one outage apart: with a cached image, and without', () => {
    const outage = { failedAt: 'tramp', endedAt: 13_300 } as const
    expect(told({ ...outage, outcome: 'running', source: 'cache' })).toEqual({
      tone: 'cache',
      glyph: 'cache',
      text: 'network boot ended at tramp · from the cached image · 12.3 s',
    })
    expect(told({ ...outage, outcome: 'noBootDevice' })).toMatchObject({
      tone: 'fail',
      text: 'network boot ended at tramp · no bootable device · 12.3 s',
    })
  })

  it('does not say of a boot long past that it runs', () => {
    expect(told({ outcome: 'running', source: 'network' }).text).toBe('from the network')
  })

  it('says that a boot is under way', () => {
    expect(told({})).toMatchObject({ tone: 'net', text: 'under way' })
  })
})
