import { deflateSync, inflateSync } from 'fflate'
import {
  fromColumns,
  toColumns,
  type FactColumns,
  type Recorded,
} from '../../shared/facts/index.ts'

/** Above this, more work saves next to nothing (measured: 25 bytes a fact, 24 at the default of 6). */
const level = 3

/** Base64 (RFC 4648 section 4) as bytes. */
export const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Facts in about a twentieth of the memory that their objects take (`shared/facts/chunk.ts`). */
export const pack = (facts: readonly Recorded[]): Uint8Array =>
  deflateSync(encoder.encode(JSON.stringify(toColumns(facts))), { level })

/** The lab is of another version than this page, and speaks otherwise. */
export class OtherVersion extends Error {}

/** The facts of what `pack`, or the lab, has packed. Throws `OtherVersion` when it is packed otherwise. */
export const unpack = (packed: Uint8Array): readonly Recorded[] => {
  try {
    const columns: FactColumns = JSON.parse(decoder.decode(inflateSync(packed)))
    return fromColumns(columns)
  } catch (cause) {
    throw new OtherVersion('What the lab has packed cannot be read here.', { cause })
  }
}
