import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LabError } from '../../src/shared/base/index.ts'
import { bootFiles, formatBootFiles, parseBootConfig } from '../../src/shared/image/index.ts'
import { formatBootConfig, noImageScript } from '../../src/shared/image/index.ts'
import { parseRegistration } from '../../src/main/waiter/attributes.ts'
import { planAnswer } from '../../src/main/waiter/conditions.ts'
import { routeOf } from '../../src/main/waiter/route.ts'
import { rawRequest, startLab, temporaryStore } from './lab.ts'

/** What a function of ours does with input of any kind: return, or throw a coded error. */
const returnsOrRefuses = (work: () => unknown): boolean => {
  try {
    work()
    return true
  } catch (error) {
    return error instanceof LabError
  }
}

const mac = 'mac=52:54:00:00:00:01'
const values = fc.record({
  vendor: fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
  model: fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
  serial: fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
})

describe('the attributes of a host without a MAC', () => {
  it.each([
    ['bootmac=1', 'There is no MAC address (mac=).'],
    ['mac=zz&uuid=1', 'mac=zz is no MAC address.'],
  ])('are refused, of %s: %s', (query, message) => {
    expect(() => parseRegistration(query, '10.0.0.1')).toThrow(message)
  })
})

describe('input of any kind', () => {
  it('is routed or refused by code', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), (method, target) =>
        returnsOrRefuses(() => routeOf(method, `/vmw/${target}`)),
      ),
    )
  })

  it('gives attributes or a refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) =>
        returnsOrRefuses(() => parseRegistration(`${mac}&${query}`, '10.0.0.1')),
      ),
    )
  })

  it('comes through as it was sent, ampersands bare as an old iPXE sends them', () => {
    fc.assert(
      fc.property(values, (sent) => {
        const query = Object.entries(sent).map(([name, value]) => {
          const encoded = encodeURIComponent(value).replaceAll('%26', '&').replaceAll('%2B', '+')
          return `${name}=${encoded}`
        })
        fc.pre(!Object.values(sent).some((value) => /&[a-z0-9]+=/.test(value)))
        const read = parseRegistration([mac, ...query].join('&'), '10.0.0.1').attributes
        for (const name of ['vendor', 'model', 'serial'] as const) {
          expect(read[name]).toBe(sent[name].trim())
        }
      }),
    )
  })

  it('never makes a script do anything but print', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (vendor) => {
        const { attributes } = parseRegistration(
          `${mac}&vendor=${encodeURIComponent(vendor.toWellFormed().slice(0, 200))}`,
          '10.0.0.1',
        )
        const lines = noImageScript({ cause: 'noMatchingRule', attributes }).trimEnd().split('\n')
        expect(lines.slice(1, -2).every((line) => /^echo[^|&$\\"'{}]*$/.test(line))).toBe(true)
      }),
    )
  })

  it('asks for bytes that are there', () => {
    const header = fc.option(
      fc.oneof(
        fc.tuple(fc.nat(300), fc.nat(300)).map(([a, b]) => `bytes=${a}-${b}`),
        fc.nat(300).map((a) => `bytes=${a}-`),
        fc.nat(300).map((a) => `bytes=-${a}`),
        fc.string(),
      ),
      { nil: undefined },
    )
    fc.assert(
      fc.property(header, header, fc.nat(200), (range, ifNoneMatch, size) => {
        const plan = planAnswer('GET', { range, ifNoneMatch }, { size, etag: '"e"' })
        if (plan.status === 200) expect([plan.start, plan.end]).toEqual([0, size])
        if (plan.status !== 206) return
        expect(plan.start).toBeLessThan(plan.end)
        expect(plan.end).toBeLessThanOrEqual(size)
      }),
    )
  })

  it('reads as a boot.cfg that writes and reads the same, or is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) =>
        returnsOrRefuses(() => {
          const config = parseBootConfig(`kernel=k\n${text}`)
          expect(parseBootConfig(formatBootConfig(config))).toEqual(config)
          for (const { value } of config.entries) {
            expect(bootFiles(formatBootFiles(bootFiles(value)))).toEqual(bootFiles(value))
          }
        }),
      ),
    )
  })
})

describe('bytes of any kind on the waiter’s port', () => {
  let scratch: Awaited<ReturnType<typeof temporaryStore>>
  let lab: Awaited<ReturnType<typeof startLab>>
  beforeAll(async () => {
    scratch = await temporaryStore()
    lab = await startLab({
      subnet: '127.84',
      images: scratch.store,
      imageProfiles: [],
      limits: { head: 100, idle: 100 },
    })
  })
  afterAll(async () => {
    await lab.stop()
    await scratch.remove()
  })

  it('end their connection and leave the waiter in working order', async () => {
    const line = 'GET /vmw/rbd/host-register?mac=52:54:00:00:00:01 HTTP/1.1\r\nHost: w\r\n'
    const mutated = fc
      .tuple(fc.nat(line.length), fc.string({ unit: 'binary-ascii', maxLength: 12 }), fc.nat(5))
      .map(([at, text, cut]) => line.slice(0, at) + text + line.slice(at + cut))
    await fc.assert(
      fc.asyncProperty(mutated, async (head) => {
        await rawRequest(lab.url, `${head}Connection: close\r\n\r\n`)
      }),
      { numRuns: 300 },
    )
    expect(await (await fetch(`${lab.url}/vmw/rbd/tramp`)).text()).toContain('#!ipxe')
  })
})
