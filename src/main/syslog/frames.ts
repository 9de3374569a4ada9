import { mostBytes } from './parse.ts'

type Step =
  /** What may become the length of a frame: digits, then a blank, then the `<` of a message. */
  | { readonly kind: 'head'; readonly text: string }
  | { readonly kind: 'counted'; readonly left: number }
  | { readonly kind: 'line' }

const mayBeLength = /^[1-9]\d{0,6} ?$/
const isLength = /^[1-9]\d{0,6} <$/
const atHead: Step = { kind: 'head', text: '' }
const endsLine = (byte: number): boolean => byte === 0x0a || byte === 0x00

/**
 * Takes a TCP stream apart into messages (RFC 6587): counted octets, or lines, as each message begins. Of one that is longer
 * than `mostBytes` the beginning is kept, whatever its length says.
 */
export const createFrames = () => {
  const kept = new Uint8Array(mostBytes)
  let size = 0
  let step: Step = atHead

  const keep = (bytes: Uint8Array) => {
    const fits = bytes.subarray(0, mostBytes - size)
    kept.set(fits, size)
    size += fits.length
  }
  const whole = (): readonly Uint8Array[] => {
    const frame = kept.slice(0, size)
    size = 0
    step = atHead
    return frame.length === 0 ? [] : [frame]
  }

  return {
    *push(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
      for (let at = 0; at < chunk.length;) {
        if (step.kind === 'head') {
          const text: string = step.text + String.fromCharCode(chunk[at] ?? 0)
          if (isLength.test(text)) step = { kind: 'counted', left: Number.parseInt(text, 10) }
          else if (mayBeLength.test(text)) {
            step = { kind: 'head', text }
            at++
          } else {
            keep(new TextEncoder().encode(step.text))
            step = { kind: 'line' }
          }
        } else if (step.kind === 'counted') {
          const part = chunk.subarray(at, at + step.left)
          keep(part)
          at += part.length
          step = { kind: 'counted', left: step.left - part.length }
          if (step.left === 0) yield* whole()
        } else {
          const rest = chunk.subarray(at)
          const end = rest.findIndex(endsLine)
          const part = end < 0 ? rest : rest.subarray(0, end)
          keep(part)
          at += part.length + (end < 0 ? 0 : 1)
          if (end >= 0) yield* whole()
        }
      }
    },
    /** What came last and was not ended: its sender is gone. */
    end(): readonly Uint8Array[] {
      if (step.kind === 'head') keep(new TextEncoder().encode(step.text))
      return whole()
    },
  }
}
