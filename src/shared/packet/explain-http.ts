import { latin1 } from './bytes.ts'
import { field, printable, type Explanation, type Field } from './explanation.ts'
import { httpSources, type HttpField, type PacketWords } from './words.ts'

const requestLine = /^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH) (\S+) HTTP\/(\d\.\d)$/
const statusLine = /^HTTP\/(\d\.\d) (\d{3}) ?(.*)$/

const isKnown = (name: string): name is HttpField => name in httpSources

const headerField = (line: string, at: number, words: PacketWords): Field => {
  const colon = line.indexOf(':')
  const name = colon < 0 ? line : line.slice(0, colon)
  const value = colon < 0 ? '' : line.slice(colon + 1).trim()
  const key = name.toLowerCase()
  const known = isKnown(key) ? { meaning: words.httpFields[key], rfc: httpSources[key] } : {}
  return field(printable(name), printable(value), at, line.length, known)
}

const startField = (line: string, words: PacketWords): Field | undefined => {
  const request = requestLine.exec(line)
  if (request !== null) {
    const [, method, target] = request
    return field('request', printable(`${method} ${target}`), 0, line.length, { rfc: 'RFC 9112 3' })
  }
  const status = statusLine.exec(line)
  if (status === null) return undefined
  const [, , code = '', text = ''] = status
  const meanings: Readonly<Record<string, string>> = words.httpStatus
  const meaning = meanings[code[0] ?? '']
  return field('status', printable(`${code} ${text}`.trim()), 0, line.length, {
    meaning,
    rfc: 'RFC 9112 4',
  })
}

/** Explains the head of an HTTP/1 message; undefined when the bytes are none. */
export const explainHttp = (bytes: Uint8Array, words: PacketWords): Explanation | undefined => {
  const text = latin1(bytes)
  const end = text.indexOf('\r\n\r\n')
  const lines = (end < 0 ? text : text.slice(0, end)).split('\r\n')
  const start = startField(lines[0] ?? '', words)
  if (start === undefined) return undefined
  let at = (lines[0] ?? '').length + 2
  const fields = lines.slice(1).map((line) => {
    const made = headerField(line, at, words)
    at += line.length + 2
    return made
  })
  const title = start.name === 'request' ? start.value : `HTTP ${start.value}`
  const problems = end < 0 ? [words.noHeadEnd] : []
  return { protocol: 'http', title, fields: [start, ...fields], problems }
}
