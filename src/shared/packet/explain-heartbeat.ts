import { tryJson } from '../base/index.ts'
import { heartbeat } from '../protocol/index.ts'
import { latin1 } from './bytes.ts'
import { field, printable, type Explanation, type Field } from './explanation.ts'
import type { PacketWords } from './words.ts'

/**
 * Explains a host's heartbeat to vCenter, a message of this lab's own: one JSON object in a datagram.
 * Undefined when the bytes are none.
 */
export const explainHeartbeat = (
  bytes: Uint8Array,
  words: PacketWords,
): Explanation | undefined => {
  const text = latin1(bytes)
  const found = heartbeat.safeParse(tryJson(text))
  if (!found.success) return undefined
  const meanings: Readonly<Record<string, string>> = words.heartbeat
  const fields = Object.entries(found.data).flatMap(([name, value]): Field[] => {
    const written = `"${name}":${JSON.stringify(value)}`
    const at = text.indexOf(written)
    const meaning = meanings[name]
    return at < 0 ? [] : [field(name, printable(String(value)), at, written.length, { meaning })]
  })
  return {
    protocol: 'heartbeat',
    title: words.heartbeatOf(printable(found.data.host)),
    fields,
    problems: [],
  }
}
