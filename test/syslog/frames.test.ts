import { describe, expect, it } from 'vitest'
import { createFrames } from '../../src/main/syslog/frames.ts'

const text = (frames: Iterable<Uint8Array>) =>
  Array.from(frames, (frame) => Buffer.from(frame).toString())

const split = (stream: string) => {
  const frames = createFrames()
  const found = text(frames.push(Buffer.from(stream)))
  return { found, rest: text(frames.end()) }
}

describe('createFrames', () => {
  it('reads counted octets, lines, and both on one connection', () => {
    expect(split('6 <1>a\nb<2>line\n5 <3>c\n7 <4>ä\0d')).toEqual({
      found: ['<1>a\nb', '<2>line', '<3>c\n', '<4>ä\0d'],
      rest: [],
    })
  })

  it.each([
    ['a line that begins with a number', '2026 was\n', ['2026 was']],
    ['empty lines', '\n\n<1>a\n\r\n', ['<1>a', '\r']],
    ['lines that end with NUL', '<1>a\0<2>b\0', ['<1>a', '<2>b']],
  ])('reads %s', (_what, stream, found) => {
    expect(split(stream).found).toEqual(found)
  })

  it.each([
    ['<1>unfinished', '<1>unfinished'],
    ['99 <1>short', '<1>short'],
    ['12', '12'],
  ])('gives what is left of %j when the sender is gone', (stream, rest) => {
    expect(split(stream)).toEqual({ found: [], rest: [rest] })
  })

  it('keeps the beginning of what is too long, and finds the next message', () => {
    for (const long of [`20000 <1>${'x'.repeat(19_997)}`, `<1>${'x'.repeat(19_997)}\n`]) {
      const [first = '', second] = split(`${long}<2>next\n`).found
      expect([first.length, second]).toEqual([8192, '<2>next'])
    }
  })

  it('takes no length as a promise to keep so much', () => {
    expect(split('99999999 <1>a\n').found).toEqual(['99999999 <1>a'])
  })
})
