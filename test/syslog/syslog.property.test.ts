import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrames } from '../../src/main/syslog/frames.ts'
import { parseMessage } from '../../src/main/syslog/parse.ts'
import { logLine, printable, severities } from '../../src/shared/syslog/index.ts'

/** Bytes of any kind, and such that look like messages more or less. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 9000 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...[
            '<',
            '>',
            '<13>',
            '1 ',
            '- ',
            '[a@1 b="',
            '"]',
            '\\',
            ': ',
            '12 <',
            '\n',
            '\0',
            '\u001b[',
          ],
          'Oct 11 22:14:15 ',
          '2026-01-01T00:00:00Z ',
        ),
        fc.string({ unit: 'binary', maxLength: 20 }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => new TextEncoder().encode(parts.join(''))),
)

const unfit = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

describe('any bytes', () => {
  it('make a line that is fit to be kept and shown', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const line = { at: 1, address: '10.0.0.1', ...parseMessage(bytes) }
        expect(logLine.parse(line)).toEqual(line)
        expect(`${line.program}${line.text}`).not.toMatch(unfit)
        expect(line.text.length).toBeLessThanOrEqual(8192)
      }),
      { numRuns: 2000 },
    )
  })

  it('come apart alike however TCP cuts them', () => {
    fc.assert(
      fc.property(
        anyBytes,
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        (bytes, cuts) => {
          const whole = createFrames()
          const atOnce = [...whole.push(bytes), ...whole.end()]
          const pieces = createFrames()
          const bit: Uint8Array[] = []
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const next = at + (cuts[turn % cuts.length] ?? 1)
            bit.push(...pieces.push(bytes.subarray(at, next)))
            at = next
          }
          expect([...bit, ...pieces.end()]).toEqual(atOnce)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('a message of RFC 5424', () => {
  const name = fc.stringMatching(/^[a-zA-Z0-9.-]{1,30}$/).filter((each) => each !== '-')
  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        ...[
          fc.nat(191),
          name,
          fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2099-01-01') }),
        ],
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        (priority, program, date, text) => {
          const message = `<${String(priority)}>1 ${date.toISOString()} host ${program} - - - ${text}`
          const read = parseMessage(new TextEncoder().encode(message))
          expect(read).toEqual({
            form: 'rfc5424',
            facility: Math.floor(priority / 8),
            severity: severities[priority % 8],
            program,
            writtenAt: date.getTime(),
            text: printable(text),
          })
        },
      ),
    )
  })
})
