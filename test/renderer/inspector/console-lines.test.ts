import { describe, expect, it } from 'vitest'
import { addedTo, ansiOf } from '../../../src/renderer/inspector/console-lines.ts'
import type { ConsoleLine } from '../../../src/shared/host/index.ts'

const line = (seq: number, text: string): ConsoleLine => ({ seq, at: 0, tone: 'plain', text })
const [a, b, c] = [line(1, 'a'), line(2, 'b'), line(3, 'c')]

describe('ansiOf', () => {
  it('colours a line and lets no control character of it through', () => {
    expect(ansiOf({ seq: 1, at: 0, tone: 'bad', text: 'No\u001b[2J\r\noffer\u009b' }, 40)).toBe(
      '\u001b[91mNo [2J  offer \u001b[0m',
    )
  })

  it('breaks between words, and leaves a word too long for a row to the terminal', () => {
    const text = 'trying 2/2: local disk /vmw/rbd/host-register'
    expect(ansiOf(line(1, text), 16)).toBe(
      '\u001b[39mtrying 2/2:\r\nlocal disk\r\n/vmw/rbd/host-register\u001b[0m',
    )
  })
})

describe('addedTo', () => {
  it('gives what was added, and nothing when another past is shown', () => {
    expect(addedTo([], [a, b])).toEqual([a, b])
    expect(addedTo([a], [a, b, c])).toEqual([b, c])
    expect(addedTo([a, b], [a, b])).toEqual([])
    expect(addedTo([a, b], [a])).toBeUndefined()
    expect(addedTo([a, b], [line(7, 'a'), line(8, 'x')])).toBeUndefined()
  })
})
