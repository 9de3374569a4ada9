import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LabError } from '../../src/shared/base/index.ts'
import { parseScript } from '../../src/shared/powercli/index.ts'
import { wildcard } from '../../src/shared/powercli/run/wildcard.ts'
import { createDrivenLab } from './console-lab.ts'
import { readTranscript } from './transcript.ts'

const folder = join(import.meta.dirname, '..', 'fixtures', 'powercli')
const typed = readdirSync(folder)
  .flatMap((file) => readTranscript(readFileSync(join(folder, file), 'utf8')).steps)
  .filter(({ kind }) => kind === 'PS')
  .map(({ text }) => text)

/** Pieces that mean something to the parser, in any order. */
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['$', '$x', '$(', '@(', '@{', '(', ')', '{', '}', '[', ']', '"', "'", '`', '`\n', '\n'],
        ...['|', ';', ',', '=', '+=', '-', '--', '-eq', '-and', '-not', '!', '..', '.', '#', '<#'],
        ...['#>', '&', '>', '“', '”', '–', ' ', '\t', '1', '1.5', 'foreach', 'if', 'else', 'in'],
        ...['Get-DeployRule', '-Name', 'x', '%', '?', '\u0000', '🙂', '\r\n', '${a', '$_', ':'],
      ),
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

/** A line somebody typed, with a stretch of it replaced. */
const mutated = fc
  .tuple(fc.constantFrom(...typed), fc.nat(200), fc.nat(6), pieces)
  .map(([text, at, length, piece]) => {
    const start = Math.min(at, text.length)
    return text.slice(0, start) + piece + text.slice(start + length)
  })

const anything = fc.oneof(pieces, mutated, fc.string({ unit: 'binary', maxLength: 80 }))

describe('parseScript', () => {
  it('reads any text or fails with a code and a place', () => {
    fc.assert(
      fc.property(anything, (text) => {
        try {
          parseScript(text)
        } catch (error) {
          if (!(error instanceof LabError)) throw error
          const { at, length, incomplete } = error.details
          expect(error.code).toMatch(/^powercli\.(syntax|not-in-this-console)$/)
          expect(Number(at)).toBeGreaterThanOrEqual(0)
          expect(Number(at)).toBeLessThanOrEqual(text.length)
          expect(Number(length)).toBeGreaterThanOrEqual(1)
          expect(typeof incomplete).toBe('boolean')
        }
      }),
      { numRuns: 30_000 },
    )
  })

  it('does not go deeper than the stack', () => {
    for (const open of ['(', '$(', '@(', '{', '!', '-not ', '$x[', '$a=', 'if(', '"$(', '-'])
      expect(() => parseScript(open.repeat(50_000))).toThrow(LabError)
  })

  it('takes a time that grows with the text and no faster', () => {
    for (const text of ['a '.repeat(50_000), '"$x"'.repeat(20_000), "a','".repeat(20_000)])
      try {
        parseScript(text)
      } catch (error) {
        expect(error).toBeInstanceOf(LabError)
      }
  })
})

describe('a console', () => {
  it('answers anything with lines', async () => {
    const lab = await createDrivenLab(true)
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        const { lines, errors, incomplete } = await lab.console.run(text)
        expect(lines.filter(({ text: line }) => line.includes('lab.unexpected'))).toEqual([])
        if (incomplete) expect({ lines, errors }).toEqual({ lines: [], errors: 0 })
      }),
      { numRuns: 3000 },
    )
  })

  it('completes anything with a stretch of the text', async () => {
    const lab = await createDrivenLab(true)
    fc.assert(
      fc.property(anything, fc.nat(80), (text, at) => {
        const cursor = Math.min(at, text.length)
        const { from, to } = lab.console.complete(text, cursor)
        expect(from).toBeGreaterThanOrEqual(0)
        expect(from).toBeLessThanOrEqual(to)
        expect(to).toBe(cursor)
      }),
      { numRuns: 5000 },
    )
  })

  it('runs a line with a completion in the place it names', async () => {
    const lab = await createDrivenLab(true)
    const { from, to, candidates } = lab.console.complete('Get-Cluster Rac', 15)
    for (const candidate of candidates) {
      const line = `${'Get-Cluster Rac'.slice(0, from)}${candidate}${'Get-Cluster Rac'.slice(to)}`
      expect(await lab.console.run(line)).toMatchObject({ errors: 0 })
    }
    expect(candidates).toEqual(["'Rack A'", "'Rack B'"])
  })
})

describe('wildcard', () => {
  it('agrees with a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A'), maxLength: 8 })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 })
    fc.assert(
      fc.property(pattern, text, (glob, name) => {
        const source = glob.replaceAll('*', '.*').replaceAll('?', '.')
        expect(wildcard(glob)(name)).toBe(new RegExp(`^${source}$`, 'i').test(name))
      }),
      { numRuns: 5000 },
    )
  })

  it('knows sets, ranges and the backtick', () => {
    expect(['a1', 'b1', 'd1', '-1'].filter(wildcard('[a-c-]1'))).toEqual(['a1', 'b1', '-1'])
    expect(['a*', 'ab'].filter(wildcard('a`*'))).toEqual(['a*'])
    expect(wildcard('[')('[')).toBe(true)
  })

  it('does not slow down on many stars', () => {
    expect(wildcard('*a'.repeat(200))('b'.repeat(2000))).toBe(false)
  })
})
