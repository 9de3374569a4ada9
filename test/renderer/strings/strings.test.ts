import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../../src/shared/base/index.ts'
import { fact } from '../../../src/shared/facts/index.ts'
import type { Fault } from '../../../src/shared/faults/index.ts'
import { componentOf, tell } from '../../../src/renderer/strings/facts.ts'
import { facts as factTexts } from '../../../src/renderer/strings/en/facts.ts'
import { failure } from '../../../src/renderer/strings/failure.ts'
import { createFormat } from '../../../src/renderer/strings/format.ts'
import { de } from '../../../src/renderer/strings/de/index.ts'
import { english } from '../../../src/renderer/strings/index.tsx'
import { recordedRun } from '../recorded-run.ts'
import { textsOf } from './texts-of.ts'

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
    expect(told('slow')).toBe('OFFER held by a fault')
    expect(told('hold-dhcp')).toBe('OFFER held until it is let go')
  })
})

describe('a fault that is set and taken away', () => {
  const all = { id: 'f', component: 'dhcp', skip: 0, probability: 1, seed: 1 } as const
  const late: Fault = { ...all, message: 'ACK', limit: 1, effect: { kind: 'delay', ms: 9000 } }
  const busy: Fault = {
    ...{ ...all, component: 'waiter', hosts: ['esx-02'], limit: 2, skip: 1 },
    effect: { kind: 'httpStatus', status: 503 },
  }
  const rare: Fault = {
    ...{ ...all, component: 'tftp', message: 'DATA', file: 'snponly.efi' },
    ...{ skip: 3, probability: 0.5, seed: 7, lasts: 2500, effect: { kind: 'corrupt' } },
  }

  it.each<[Fault, string, string]>([
    [
      late,
      'fault added: the 1st ACK for every host comes 9 s late',
      'Störung gesetzt: die 1. Nachricht ACK für alle Hosts kommt 9 s zu spät',
    ],
    [
      busy,
      'fault added: each of 2 messages from the 2nd on for esx-02 is answered with 503',
      'Störung gesetzt: jede der 2 Nachrichten ab der 2. für esx-02 wird mit 503 beantwortet',
    ],
    [
      rare,
      'fault added: from the 4th on each DATA of snponly.efi for every host has one bit turned, by chance of 0.5 (seed 7), for 2.5 s',
      'Störung gesetzt: ab der 4. jede Nachricht DATA von snponly.efi für alle Hosts hat ein gekipptes Bit, mit einer Wahrscheinlichkeit von 50 % (Startwert 7), 2,5 s lang',
    ],
  ])('is told in words: %o', (fault, inEnglish, inGerman) => {
    const injected = { type: 'fault.injected', fault } as const
    expect(tell(english.strings, injected, english.format)).toBe(inEnglish)
    expect(tell(de, injected, createFormat('de'))).toBe(inGerman)
  })

  it('is told as what it was, with its component; in an old journal as no more than a fault', () => {
    const removed = { type: 'fault.removed', id: 'f', fault: late } as const
    expect(tell(english.strings, removed, english.format)).toBe(
      'fault removed: the 1st ACK for every host comes 9 s late',
    )
    expect(componentOf(removed, english.strings)).toBe('DHCP')
    const old = { type: 'fault.removed', id: 'f' } as const
    expect(tell(de, old, createFormat('de'))).toBe('Störung entfernt')
    expect(componentOf(old, english.strings)).toBeUndefined()
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
    [
      {
        code: '503',
        message:
          'http://10.0.0.1:6501/vmw/rbd/host-register?mac=52:54:00:aa&model=R%20640: No answer',
      },
      '503 /vmw/rbd/host-register: No answer',
    ],
    [{ code: 'PXE-E18', message: 'Server response timeout' }, 'PXE-E18 Server response timeout'],
  ])('says %o in words', (part, words) => {
    const fact = { type: 'firmware.networkFailed', host: 'a', stage: 'tramp', tries: 3 } as const
    expect(failure({ ...fact, ...part })).toBe(words)
  })
})

describe('a try of iPXE', () => {
  it('names the path it asked for, not all it told beside it', () => {
    const url =
      'http://10.0.0.1:6501/vmw/rbd/host-register?mac=52:54:00:aa:bb:01&vendor=Dell%20Inc.'
    const tried = { stage: 'register', attempt: 1, of: 3, message: 'Connection refused' } as const
    const told = tell(
      english.strings,
      { type: 'ipxe.tryFailed', host: 'a', url, ...tried },
      english.format,
    )
    expect(told).toBe('/vmw/rbd/host-register · try 1 of 3: Connection refused')
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

  it('writes German times with colons, and their fractions behind a comma', () => {
    const { clock, timeOfDay, moment } = createFormat('de')
    const at = new Date(2026, 10, 29, 13, 10, 24, 120).getTime()
    expect(clock(3_671_500)).toBe('1:01:11,5')
    expect([timeOfDay(at), moment(at)]).toEqual(['13:10:24', '13:10:24,120'])
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

describe('English', () => {
  it('reboots hosts, has administrators, and calls what firmware loads a boot loader', () => {
    const otherNames = /\badmins?\b|\bboot (program|store)|\brestart(s|ed|ing)?\b/i
    /** What a person may type, and programs of others, go by more names. */
    const free = /\.(commands\.alike|codes)\./
    const texts = [...textsOf(english), ...Object.entries(errorCodes)]
    expect(texts.filter(([path, text]) => !free.test(path) && otherNames.test(text))).toEqual([])
  })
})
