import { strToU8, zipSync } from 'fflate'
import type { Recorded } from '../facts/index.ts'
import { explain, toPcapng, type CapturedPacket } from '../packet/index.ts'
import { fromHex } from '../packet/dhcp/index.ts'
import { findingLines } from './findings.ts'
import { namesSaid, redactPacket, withoutContent } from './packets.ts'
import { createRedactor, type Redactor } from './redact.ts'
import { secretFreeText, withoutSecrets } from './secrets.ts'
import type { DiagnosticSources } from './sources.ts'

/** The parts of a report, in the order a reader wants them. */
export const partIds = [
  'about',
  'findings',
  'errors',
  'facts',
  'capture',
  'document',
  'history',
  'leases',
] as const
export type PartId = (typeof partIds)[number]

/** A part as it goes into the file, and as it is read before that. */
export type ReportPart = {
  readonly id: PartId
  readonly file: string
  readonly bytes: Uint8Array
  /** The same for a person, where the bytes are no text. */
  readonly text: string
}

type NamedPacket = CapturedPacket & { readonly comment: string | undefined }

const asIs: Pick<Redactor, 'text' | 'value'> & {
  readonly packet: (packet: CapturedPacket) => CapturedPacket
} = { text: (text) => text, value: (value) => value, packet: (packet) => packet }

/** What is done to everything: stand-ins, or nothing but that secrets go. */
const changesFor = (sources: DiagnosticSources, keepNames: boolean) => {
  if (keepNames) return asIs
  const { owner, document, history, leases, facts, errors, packets } = sources
  const redactor = createRedactor(
    { document, leases, facts, history, errors },
    {
      names: [
        { kind: 'user', name: owner.user },
        { kind: 'computer', name: owner.computer },
        ...packets.flatMap(({ payload }) => namesSaid(fromHex(payload))),
      ],
      paths: owner.paths,
    },
  )
  return { ...redactor, packet: (packet: CapturedPacket) => redactPacket(packet, redactor) }
}

const packetLine = ({ at, direction, local, peer, ...packet }: NamedPacket): string => {
  const [source, destination] = direction === 'sent' ? [local, peer] : [peer, local]
  return [
    new Date(at).toISOString(),
    `${source.address}:${source.port} > ${destination.address}:${destination.port}`,
    explain(packet).title,
    ...(packet.comment === undefined ? [] : [`(${packet.comment})`]),
  ].join(' ')
}

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`
const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('')

/**
 * The parts that there is something to tell in. Pure: the same sources make the same report. `note` hears what share of the
 * long lists is done.
 */
export const reportParts = (
  sources: DiagnosticSources,
  {
    keepNames,
    note = () => {},
  }: { readonly keepNames: boolean; readonly note?: (share: number) => void },
): readonly ReportPart[] => {
  const { text, value, packet } = changesFor(sources, keepNames)
  const all = sources.facts.length + sources.packets.length
  const told = (each: unknown): unknown => value(withoutSecrets(each))
  const textOf = (each: string): string => text(secretFreeText(each))
  const { version, at, machine, unopened, document, history, leases } = sources
  const facts = sources.facts.map((each, index) => {
    note(index / all)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fact with other names is a fact
    return told(each) as Recorded
  })
  const packets = sources.packets.map(({ payload, comment, ...head }, index): NamedPacket => {
    note((facts.length + index) / all)
    return {
      ...packet(withoutContent({ ...head, payload: fromHex(payload) })),
      comment: comment === undefined ? undefined : textOf(comment),
    }
  })
  const about = {
    headwaiter: version,
    made: new Date(at).toISOString(),
    machine,
    unopened: told(unopened),
  }
  const part = (id: PartId, file: string, body: string): ReportPart[] =>
    body === '' ? [] : [{ id, file, bytes: strToU8(body), text: body }]
  const list = (id: PartId, file: string, all: readonly unknown[]) =>
    part(id, file, all.length === 0 ? '' : pretty(told(all)))
  const capture: ReportPart[] =
    packets.length === 0
      ? []
      : [
          {
            id: 'capture',
            file: 'capture.pcapng',
            bytes: toPcapng(packets, ({ comment }) => comment),
            text: lines(packets.map(packetLine)),
          },
        ]
  return [
    ...part('about', 'about.json', pretty(about)),
    ...part('findings', 'findings.txt', lines(findingLines(facts))),
    ...part(
      'errors',
      'errors.txt',
      lines(
        sources.errors.map((each) => `${new Date(each.at).toISOString()} ${textOf(each.text)}`),
      ),
    ),
    ...part('facts', 'facts.jsonl', lines(facts.map((each) => JSON.stringify(each)))),
    ...capture,
    ...part('document', 'document.json', document === undefined ? '' : pretty(told(document))),
    ...list('history', 'history.json', history),
    ...list('leases', 'leases.json', leases),
  ]
}

const readMe = (keepNames: boolean, files: readonly string[]): string =>
  `A report of Headwaiter for whoever looks into a defect: ${files.join(', ')}.

${
  keepNames
    ? 'Names and addresses are those of the lab.'
    : `Names and addresses have stand-ins: the same one each time, so that the story can be followed. host-1 is one host, 198.18.0.0/15 and
2001:db8::/32 are networks of the lab, 02:00:00:... are its cards. Packets of the capture are as their protocol writes them, with these
stand-ins; options and messages that are not understood are gone or zeros.`
}

What files and bodies held is zeros in the capture. Passwords, tokens, keys and what looks so are left out. Nothing was sent anywhere.
`

/** The report as a file: a zip of these parts, and a word on what it is. */
export const packReport = (
  parts: readonly ReportPart[],
  { at, keepNames }: { readonly at: number; readonly keepNames: boolean },
): Uint8Array<ArrayBuffer> => {
  const files = parts.map(({ file, bytes }): [string, Uint8Array] => [file, bytes])
  const about: [string, Uint8Array] = [
    'README.txt',
    strToU8(
      readMe(
        keepNames,
        parts.map(({ file }) => file),
      ),
    ),
  ]
  return zipSync(Object.fromEntries([about, ...files]), { mtime: at, level: 6 })
}
