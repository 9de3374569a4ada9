import { describe, expect, it } from 'vitest'
import { LabError } from '../../src/shared/base/index.ts'
import { compilePattern } from '../../src/shared/rules/index.ts'
import { parsePattern } from '../../src/shared/pattern/index.ts'
import { machine } from '../rules/machine.ts'

const matches = (pattern: string, over: Parameters<typeof machine>[0]): boolean =>
  compilePattern(parsePattern(pattern))(machine(over))

const failure = (pattern: string): { code: string; at: unknown; message: string } => {
  try {
    parsePattern(pattern)
  } catch (error) {
    if (error instanceof LabError)
      return { code: error.code, at: error.details['at'], message: error.message }
  }
  throw new Error(`"${pattern}" was accepted`)
}

describe('parsePattern', () => {
  it('takes the whole text after == as one value', () => {
    expect(parsePattern('vendor==VMware, Inc.')).toMatchObject({
      attribute: 'vendor',
      values: ['VMware, Inc.'],
    })
  })

  it('splits the text after = at commas', () => {
    expect(parsePattern('vendor=Acme,Zven').values).toEqual(['Acme', 'Zven'])
  })

  it('reads addresses and ranges in one list', () => {
    expect(parsePattern('ipv4=10.0.0.5,10.0.0.10-10.0.0.20').ranges).toEqual([
      { first: 0x0a000005, last: 0x0a000005 },
      { first: 0x0a00000a, last: 0x0a000014 },
    ])
  })

  it.each([
    ['vendr==Acme', 'rules.pattern-unknown-attribute', 0],
    ['  vendr==Acme', 'rules.pattern-unknown-attribute', 2],
    ['vendor', 'rules.pattern-no-operator', 0],
    ['vendor==', 'rules.pattern-empty-value', 8],
    ['vendor=Acme,,Zven', 'rules.pattern-empty-value', 12],
    ['ipv4=10.0.0.300', 'rules.pattern-bad-value', 5],
    ['ipv4=10.0.0.1,10.0.0.2-10.0.0.999', 'rules.pattern-bad-value', 23],
    ['ipv4=10.0.0.9-10.0.0.1', 'rules.pattern-bad-range', 5],
    ['ipv4=10.0.0.5,10.0.0.9-', 'rules.pattern-bad-range', 14],
    ['ipv4=-10.0.0.9', 'rules.pattern-bad-range', 5],
    ['ipv4==10.0.0.1-10.0.0.9', 'rules.pattern-bad-value', 6],
    ['mac=52:54:00:aa', 'rules.pattern-bad-value', 4],
    ['uuid=42', 'rules.pattern-bad-value', 5],
  ])('rejects %s with the place', (pattern, code, at) => {
    expect(failure(pattern)).toMatchObject({ code, at })
  })

  it('names the attribute that was meant', () => {
    expect(failure('Vendor==Acme').message).toContain('did you mean vendor?')
    expect(failure('ipv4addr==10.0.0.1').message).toContain('did you mean ipv4?')
  })

  it('says how a network is written, and what a range lacks', () => {
    expect(failure('ipv4=10.0.0.0/24').message).toContain('written as a range')
    expect(failure('ipv4=10.0.0.1-').message).toBe('the range "10.0.0.1-" has one end')
  })
})

describe('compilePattern', () => {
  it('matches the whole value only', () => {
    expect(matches('model==R640', { model: 'R640' })).toBe(true)
    expect(matches('model==R64', { model: 'R640' })).toBe(false)
    expect(matches('model==r640', { model: 'R640' })).toBe(false)
  })

  it('includes both ends of a range', () => {
    const inRange = (ipv4: string): boolean => matches('ipv4=10.0.0.10-10.0.0.20', { ipv4 })
    expect(['10.0.0.9', '10.0.0.10', '10.0.0.20', '10.0.0.21'].map(inRange)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('matches when one of several OEM strings does', () => {
    expect(matches('oemstring=site-b', { oemstring: ['site-a', 'site-b'] })).toBe(true)
  })

  it('does not mind how a MAC or a UUID is written', () => {
    expect(matches('mac=52-54-00-AA-BB-02', { mac: '52:54:00:aa:bb:02' })).toBe(true)
    expect(
      matches('uuid==4C4C4544-0000-4000-8000-00000000000A', {
        uuid: '4c4c4544-0000-4000-8000-00000000000a',
      }),
    ).toBe(true)
  })

  it('does not mind how an IPv6 address is written', () => {
    const spellings = ['::ffff:10.0.0.1', '::FFFF:a00:1', '0:0:0:0:0:ffff:10.0.0.1']
    for (const typed of spellings)
      for (const ipv6 of spellings) expect(matches(`ipv6=${typed}`, { ipv6 })).toBe(true)
    expect(matches('ipv6=::ffff:10.0.0.1', { ipv6: '::ffff:10.0.0.2' })).toBe(false)
    expect(matches('ipv6=64:ff9b::192.0.2.33', { ipv6: '64:ff9b::c000:221' })).toBe(true)
  })

  it('does not match an attribute the machine has not sent', () => {
    expect(matches('ipv4=0.0.0.0-255.255.255.255', { ipv4: '' })).toBe(false)
  })
})
