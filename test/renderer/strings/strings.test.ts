import { describe, expect, it } from 'vitest'
import { fact } from '../../../src/shared/facts/index.ts'
import { componentOf, tell } from '../../../src/renderer/strings/facts.ts'
import { facts as factTexts } from '../../../src/renderer/strings/en/facts.ts'
import { failure } from '../../../src/renderer/strings/failure.ts'
import { createFormat } from '../../../src/renderer/strings/format.ts'
import { english } from '../../../src/renderer/strings/index.tsx'
import { recordedRun } from '../recorded-run.ts'

describe('factTexts', () => {
  it('has words for every type of fact', () => {
    const types = fact.options.map((option) => option.shape.type.value)
    expect(types.filter((type) => !(type in factTexts))).toEqual([])
  })

  it('tells every fact of a run without a hole in it', () => {
    for (const { fact } of recordedRun()) {
      const text = tell(english.strings, fact, english.format)
      expect(text).not.toMatch(/undefined|NaN|\[object/)
      expect(text).not.toBe('')
    }
  })
})

describe('a message that a fault meets', () => {
  const fired = {
    type: 'fault.fired',
    component: 'dhcp',
    message: 'OFFER',
    effect: 'hold',
  } as const
  const told = (id: string) => tell(english.strings, { ...fired, id }, english.format)

  it('is told by the fault, but not where it is held by the button Hold', () => {
    expect(told('slow')).toBe('OFFER held by fault slow')
    expect(told('hold-dhcp')).toBe('OFFER held until it is let go')
  })
})

describe('componentOf', () => {
  it('names the component that a fact is about', () => {
    const pulled = { type: 'plug.pulled', plug: 'autoDeploy', component: 'rules' } as const
    expect(componentOf(pulled, english.strings)).toBe('Rules')
    expect(componentOf({ type: 'lab.closed' }, english.strings)).toBeUndefined()
  })
})

describe('failure', () => {
  it.each([
    [
      { code: 'ECONNREFUSED', message: 'http://10.0.0.1:6501/vmw/rbd/tramp: Connection refused' },
      '/vmw/rbd/tramp: Connection refused',
    ],
    [{ code: 'PXE-E18', message: 'Server response timeout' }, 'PXE-E18 Server response timeout'],
  ])('says %o in words', (part, words) => {
    const fact = { type: 'firmware.networkFailed', host: 'a', stage: 'tramp', tries: 3 } as const
    expect(failure({ ...fact, ...part })).toBe(words)
  })
})

describe('createFormat', () => {
  const format = createFormat('en')

  it.each([
    [0, '00:00.0'],
    [41_239, '00:41.2'],
    [3_671_500, '1:01:11.5'],
  ])('writes %i ms as %s on a clock', (ms, text) => {
    expect(format.clock(ms)).toBe(text)
  })

  it.each([
    [900, '900 B'],
    [173_792, '174 kB'],
    [31_400_000, '31.4 MB'],
  ])('writes %i bytes as %s where there is little room', (bytes, text) => {
    expect(format.size(bytes)).toBe(text)
  })

  it.each([
    [34, '34 ms'],
    [400, '0.4 s'],
    [130_000, '2 min 10 s'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(format.duration(ms)).toBe(text)
  })

  it.each([
    [173_792, '173,792 B'],
    [31_400_000, '31.4 MB'],
    [2_500_000_000, '2.5 GB'],
  ])('writes %i bytes as %s', (bytes, text) => {
    expect(format.bytes(bytes)).toBe(text)
  })
})
