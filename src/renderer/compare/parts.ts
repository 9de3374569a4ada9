import type { MessageRow } from '../wire/rows.ts'
import { align, type Pair } from './align.ts'

/** The parts of a boot, in the order a boot goes through them; some boots leave some out. */
export const bootParts = ['start', 'deploy', 'disk', 'system', 'up'] as const
export type BootPart = (typeof bootParts)[number]

/** One line of two boots; `alike` when both did the same. */
export type Line = Pair<MessageRow> & { readonly alike: boolean }

/** A part of two boots, line by line. */
export type ComparedPart = { readonly part: BootPart; readonly lines: readonly Line[] }

const partOf = ({ message: { fact, from, to } }: MessageRow): BootPart => {
  switch (fact.type) {
    case 'firmware.deviceTried':
    case 'firmware.noBootDevice':
    case 'disk.imageVerified':
    case 'disk.imageRejected':
      return 'disk'
    case 'kernel.started':
      return 'system'
    case 'esxi.up':
      return 'up'
    default:
      return [from, to].some((lane) => lane === 'waiter' || lane === 'rules') ? 'deploy' : 'start'
  }
}

/** What a boot has reached it does not go back behind: DHCP is asked again by the system. */
const byPart = (rows: readonly MessageRow[]): ReadonlyMap<BootPart, readonly MessageRow[]> => {
  const parts = new Map<BootPart, MessageRow[]>(bootParts.map((part) => [part, []]))
  let reached = 0
  for (const row of rows) {
    reached = Math.max(reached, bootParts.indexOf(partOf(row)))
    parts.get(bootParts[reached] ?? 'up')?.push(row)
  }
  return parts
}

/** Two messages are alike when they say the same kind of thing on the same way. */
const keyOf = ({ message }: MessageRow): string =>
  `${message.fact.type} ${message.from} ${message.to} ${message.tone}`

/** Whom the host had to do with: an answer on one side and a refusal on the other stand for the same. */
const partnerOf = ({ message: { from, to } }: MessageRow): string => (from === 'host' ? to : from)

const isRow = (row: MessageRow | undefined): row is MessageRow => row !== undefined

/** What stands between two lines that are alike, put beside each other by whom it was said to. */
const unlike = (pairs: readonly Pair<MessageRow>[]): readonly Line[] =>
  align(
    pairs.map(({ left }) => left).filter(isRow),
    pairs.map(({ right }) => right).filter(isRow),
    partnerOf,
  ).map((pair) => ({ ...pair, alike: false }))

const linesOf = (left: readonly MessageRow[], right: readonly MessageRow[]): readonly Line[] => {
  const lines: Line[] = []
  let apart: Pair<MessageRow>[] = []
  for (const pair of align(left, right, keyOf)) {
    if (pair.left === undefined || pair.right === undefined) {
      apart.push(pair)
      continue
    }
    lines.push(...unlike(apart), { ...pair, alike: true })
    apart = []
  }
  return [...lines, ...unlike(apart)]
}

/** Two boots beside each other, part by part; parts that neither has are left out. */
export const compareBoots = (
  left: readonly MessageRow[],
  right: readonly MessageRow[],
): readonly ComparedPart[] => {
  const [own, other] = [byPart(left), byPart(right)]
  return bootParts
    .map((part) => ({ part, lines: linesOf(own.get(part) ?? [], other.get(part) ?? []) }))
    .filter(({ lines }) => lines.length > 0)
}
