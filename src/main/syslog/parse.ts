import { printable, severities, type LogLine } from '../../shared/syslog/index.ts'

/** Bytes of a message that are kept; RFC 5424 asks receivers for 2048 (section 6.1). */
export const mostBytes = 8192

/** What a message says, apart from when and whence it came. */
export type Message = Omit<LogLine, 'at' | 'address'>

/** Stands for a priority that is missing: user, notice (RFC 3164 section 4.3.3). */
const usual = { facility: 1, severity: 'notice' } as const

const isoTime = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)`
const header5424 = new RegExp(
  String.raw`^1 (-|${isoTime}) (\S{1,255}) (\S{1,48}) \S{1,128} \S{1,32} `,
)
const structured = /^(?:-|(?:\[[^\s="\]]+(?: [^\s="\]]+="(?:[^"\\]|\\[^])*")*\])+)(?: |$)/
/** Hosts write either the day without a year, as RFC 3164 has it, or a whole moment. */
const time3164 = new RegExp(String.raw`^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|(${isoTime})) `)
const tag = /^([^\s:[\]]{1,64})(?:\[[^\]\s]{0,64}\])?: ?/
const hostName = /^[^\s:[\]]{1,255} /

const moment = (text: string | undefined): { writtenAt?: number } => {
  const writtenAt = Date.parse(text ?? '')
  return Number.isFinite(writtenAt) ? { writtenAt } : {}
}

const priority = (number: number): Pick<Message, 'facility' | 'severity'> => ({
  facility: number >> 3,
  severity: severities[number & 7] ?? usual.severity,
})

/** RFC 5424 section 6: version, header, structured data, text. Data stands before the text it belongs to. */
const read5424 = (rest: string): Omit<Message, 'facility' | 'severity'> | undefined => {
  const header = header5424.exec(rest)
  if (header === null) return undefined
  const body = rest.slice(header[0].length)
  const data = structured.exec(body)
  if (data === null) return undefined
  const text = body.slice(data[0].length).replace(/^\ufeff/, '')
  const [, time, , program = ''] = header
  return {
    ...moment(time),
    program: program === '-' ? '' : printable(program),
    text: printable(data[0].startsWith('[') ? `${data[0].trimEnd()} ${text}`.trimEnd() : text),
    form: 'rfc5424',
  }
}

/** RFC 3164: an optional time and name of the host, a tag, text. Much is written so that is not quite like it. */
const read3164 = (rest: string): Omit<Message, 'facility' | 'severity'> => {
  const time = time3164.exec(rest)
  const dated = time === null ? rest : rest.slice(time[0].length)
  const named = time === null || tag.test(dated) ? dated : dated.replace(hostName, '')
  const [head = '', program = ''] = tag.exec(named) ?? []
  return {
    ...moment(time?.[1]),
    program: printable(program),
    text: printable(named.slice(head.length)),
    form: 'rfc3164',
  }
}

const decoder = new TextDecoder()

/** Reads a message of whatever bytes; never throws. */
export const parseMessage = (bytes: Uint8Array): Message => {
  const text = decoder.decode(bytes.subarray(0, mostBytes)).replace(/[\r\n\0]+$/, '')
  const [head = '', digits] = /^<(\d{1,3})>/.exec(text) ?? []
  const number = Number(digits ?? Number.NaN)
  if (!(number <= 191)) return { ...usual, program: '', text: printable(text), form: 'raw' }
  const rest = text.slice(head.length)
  return { ...priority(number), ...(read5424(rest) ?? read3164(rest)) }
}
