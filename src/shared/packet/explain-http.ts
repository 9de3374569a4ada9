import { latin1 } from './bytes.ts'
import { field, printable, type Explanation, type Field } from './explanation.ts'

const requestLine = /^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH) (\S+) HTTP\/(\d\.\d)$/
const statusLine = /^HTTP\/(\d\.\d) (\d{3}) ?(.*)$/

const meanings: ReadonlyMap<string, readonly [meaning: string, rfc: string]> = new Map([
  ['host', ['The server meant, as the client calls it.', 'RFC 9110 7.2']],
  ['user-agent', ['The program that asks.', 'RFC 9110 10.1.5']],
  ['range', ['Asks for a part of the file.', 'RFC 9110 14.2']],
  ['content-length', ['Bytes of the body.', 'RFC 9110 8.6']],
  ['content-type', ['What the body is.', 'RFC 9110 8.3']],
  ['content-range', ['Which part of the file follows.', 'RFC 9110 14.4']],
  ['connection', ['What happens to the connection after this.', 'RFC 9110 7.6.1']],
  ['retry-after', ['Seconds to wait before asking again.', 'RFC 9110 10.2.3']],
  ['etag', ['Names this version of the file.', 'RFC 9110 8.8.3']],
  ['if-none-match', ['Send it only if it is not this version.', 'RFC 9110 13.1.2']],
  ['cache-control', ['How long a copy may be kept.', 'RFC 9111 5.2']],
  ['accept-ranges', ['Whether parts may be asked for.', 'RFC 9110 14.3']],
  ['transfer-encoding', ['How the body is framed.', 'RFC 9112 6.1']],
  ['location', ['Where to look instead.', 'RFC 9110 10.2.2']],
])

const statusMeanings: Readonly<Record<string, string>> = {
  '2': 'Done.',
  '3': 'Look elsewhere, or at what you have.',
  '4': 'The client asked for something it cannot have.',
  '5': 'The server cannot answer now.',
}

const headerField = (line: string, at: number): Field => {
  const colon = line.indexOf(':')
  const name = colon < 0 ? line : line.slice(0, colon)
  const value = colon < 0 ? '' : line.slice(colon + 1).trim()
  const [meaning, rfc] = meanings.get(name.toLowerCase()) ?? []
  return field(printable(name), printable(value), at, line.length, { meaning, rfc })
}

const startField = (line: string): Field | undefined => {
  const rfc = 'RFC 9112 2.1'
  const request = requestLine.exec(line)
  if (request !== null) {
    const [, method, target] = request
    return field('request', printable(`${method} ${target}`), 0, line.length, { rfc })
  }
  const status = statusLine.exec(line)
  if (status === null) return undefined
  const [, , code = '', text = ''] = status
  const meaning = statusMeanings[code[0] ?? '']
  return field('status', printable(`${code} ${text}`.trim()), 0, line.length, { meaning, rfc })
}

/** Explains the head of an HTTP/1 message; undefined when the bytes are none. */
export const explainHttp = (bytes: Uint8Array): Explanation | undefined => {
  const text = latin1(bytes)
  const end = text.indexOf('\r\n\r\n')
  const lines = (end < 0 ? text : text.slice(0, end)).split('\r\n')
  const start = startField(lines[0] ?? '')
  if (start === undefined) return undefined
  let at = (lines[0] ?? '').length + 2
  const fields = lines.slice(1).map((line) => {
    const made = headerField(line, at)
    at += line.length + 2
    return made
  })
  const title = start.name === 'request' ? start.value : `HTTP ${start.value}`
  const problems = end < 0 ? ['The head has no end.'] : []
  return { protocol: 'http', title, fields: [start, ...fields], problems }
}
