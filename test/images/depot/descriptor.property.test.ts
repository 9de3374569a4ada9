import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDescriptor } from '../../../src/main/images/depot/descriptor.ts'
import { unpackVib } from '../../../src/main/images/depot/vib.ts'
import { parseXml } from '../../../src/main/images/depot/xml.ts'
import { createImageStore } from '../../../src/main/images/index.ts'
import { LabError } from '../../../src/shared/base/index.ts'
import { compareVersions, satisfies } from '../../../src/shared/image/index.ts'
import { scratchFolder } from '../archive/tools.ts'

const descriptor = `<vib version="5.0"><type>bootbank</type><name>net-x</name><version>1.0-1</version>
<vendor>ACME &amp; Co</vendor><relationships><depends><constraint name="esx-base" relation="&gt;=" version="8"/></depends></relationships>
<acceptance-level>partner</acceptance-level><stateless-ready>true</stateless-ready>
<payloads><payload name="p" type="vgz" size="3"><checksum checksum-type="sha-256">ab</checksum></payload></payloads></vib>`

/** The text with pieces cut out, doubled, or put in. */
const mutated = (text: string) =>
  fc
    .array(
      fc.record({
        at: fc.nat(text.length),
        cut: fc.nat(12),
        put: fc.oneof(
          fc.string({ maxLength: 6 }),
          fc.constantFrom(
            '<',
            '>',
            '&',
            '"',
            '<vib>',
            '</vib>',
            '<!--',
            '<![CDATA[',
            '&#0;',
            '&x;',
          ),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((changes) =>
      changes.reduce((now, { at, cut, put }) => now.slice(0, at) + put + now.slice(at + cut), text),
    )

describe('descriptors of any kind', () => {
  it('are read or refused by code', () => {
    fc.assert(
      fc.property(mutated(descriptor), (text) => {
        try {
          readDescriptor(parseXml(Buffer.from(text), 'd.xml').child('vib'), 'd.xml')
          return true
        } catch (error) {
          return error instanceof LabError
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('nested or repeated without end are refused or read in short time', () => {
    for (const text of ['<a>'.repeat(100_000), `<a>${'<b/>'.repeat(100_000)}</a>`]) {
      try {
        parseXml(Buffer.from(text), 'd.xml')
      } catch (error) {
        expect(error).toBeInstanceOf(LabError)
      }
    }
  })
})

describe('packages of any kind', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>
  beforeAll(async () => {
    scratch = await scratchFolder()
  })
  afterAll(() => scratch.remove())

  it('are unpacked or refused by code', async () => {
    const store = createImageStore({ dir: join(scratch.dir, 'store') })
    const member = (name: string, data: string) =>
      `${name.padEnd(16)}${'0'.padEnd(32)}${String(data.length).padEnd(10)}\`\n${data}${data.length % 2 ? '\n' : ''}`
    const vib = `!<arch>\n${member('descriptor.xml', descriptor)}${member('sig.pkcs7', '')}${member('p', 'abc')}`
    await fc.assert(
      fc.asyncProperty(mutated(vib), async (bytes) => {
        const blob = await store.add(Buffer.from(bytes, 'latin1'))
        try {
          await unpackVib(store, blob, 'x.vib')
          return true
        } catch (error) {
          return error instanceof LabError
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('versions of any kind', () => {
  const version = fc
    .array(fc.oneof(fc.nat(99).map(String), fc.constantFrom('.', '-', '_', 'a', 'vmw', 'rc')), {
      minLength: 1,
      maxLength: 8,
    })
    .map((parts) => parts.join(''))

  it('are in one order', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) || 0)
        expect(compareVersions(a, a)).toBe(0)
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0)
        }
        expect(satisfies(a, '=', a)).toBe(true)
      }),
    )
  })
})
