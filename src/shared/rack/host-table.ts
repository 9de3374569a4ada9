import { cardOfTurnedUp, contains, LabError, parseSubnet } from '../base/index.ts'
import { csvOf, readCsv, type CsvRow } from '../base/csv.ts'
import { checkDocument } from '../document/check.ts'
import type { Host, LabDocument } from '../document/schema.ts'
import type { HostAttributes } from '../facts/index.ts'
import type { HostEntry } from './edits.ts'
import {
  cellsOf,
  hostColumns,
  hostOf,
  row,
  type Cells,
  type HostColumn,
  type Row,
} from './host-row.ts'
import { cardsOf } from './new-hosts.ts'
import { putHosts } from './put-hosts.ts'

/** What other lists call these columns. */
const alsoCalled: Readonly<Record<string, HostColumn>> = {
  host: 'name',
  hostname: 'name',
  'mac address': 'mac',
  address: 'addresses',
  ip: 'addresses',
  'serial number': 'serial',
}

const racksByHost = ({ racks }: LabDocument): ReadonlyMap<string, string> =>
  new Map(racks.flatMap(({ name, hosts }) => hosts.map((id) => [id, name] as const)))

/** A machine that turned up on the wire, what it sent of itself to the waiter, if it came so far, and to DHCP. */
export type TurnedUp = {
  readonly host: string
  readonly attributes?: HostAttributes
  /** As its DHCP client says. */
  readonly firmware?: Host['firmware'] | undefined
}

/** What an export says of machines that the lab does not name; nobody reads it back. */
const noteColumn = 'note'
const notes = { asked: 'turned up', seen: 'MAC only' } as const

type Stranger = { readonly cells: Cells; readonly note: string }

const strangerOf = ({ host: name, attributes, firmware }: TurnedUp): readonly Stranger[] => {
  const mac = attributes?.mac ?? cardOfTurnedUp(name)
  if (mac === undefined) return []
  const unsaid = { addresses: '', rack: '' }
  const { uuid = '', vendor = '', model = '', serial = '' } = attributes ?? {}
  return [
    {
      cells: {
        name,
        kind: 'physical',
        mac,
        ...unsaid,
        firmware: firmware ?? '',
        uuid,
        vendor,
        model,
        serial,
      },
      note: attributes === undefined ? notes.seen : notes.asked,
    },
  ]
}

/** Machines that asked the waiter, and those that were seen without: most often they asked DHCP alone. */
export const turnedUpOf = (
  asked: readonly TurnedUp[],
  seen: readonly Pick<TurnedUp, 'host' | 'firmware'>[],
): readonly TurnedUp[] => {
  const known = new Set(asked.map(({ host }) => host))
  const firmwareOf = new Map(seen.map(({ host, firmware }) => [host, firmware]))
  const alone = seen.filter(({ host }) => !known.has(host))
  return [
    ...asked.map((each) => ({ ...each, firmware: firmwareOf.get(each.host) })),
    ...alone.map(({ host, firmware }) => ({ host, firmware })),
  ]
}

/** The lab's hosts and those that turned up, as a table that `readHostTable` reads. */
export const hostsAsCsv = (document: LabDocument, turnedUp: readonly TurnedUp[]): string => {
  const racks = racksByHost(document)
  const known = new Set(document.hosts.flatMap((each) => [each.id, ...cardsOf(each)]))
  const rows = [
    ...document.hosts.map((each) => ({ cells: cellsOf(each, racks.get(each.id) ?? ''), note: '' })),
    ...turnedUp
      .flatMap(strangerOf)
      .filter(({ cells: { name, mac } }) => !known.has(name) && !known.has(mac)),
  ]
  return csvOf([
    [...hostColumns, noteColumn],
    ...rows.map(({ cells, note }) => [...hostColumns.map((column) => cells[column]), note]),
  ])
}

/** Something wrong with a table, and where, as far as it is in one place. */
export type TableProblem = {
  readonly line?: number
  readonly column?: string
  readonly message: string
}

/** What a row makes of a host: what stood there before, if it did, and what will. */
export type HostChange = {
  readonly line: number
  readonly before?: Cells
  readonly after: Cells
  readonly entry: HostEntry
}

export type HostTable = {
  readonly changes: readonly HostChange[]
  /** Rows that say what is so already. */
  readonly unchanged: number
  /** Headings of columns that are not read. */
  readonly ignored: readonly string[]
  readonly problems: readonly TableProblem[]
}

/** The columns in which a host will be another. */
export const changedColumns = ({ before, after }: HostChange): readonly HostColumn[] =>
  hostColumns.filter((column) => before?.[column] !== after[column])

type Read =
  | { readonly change: HostChange }
  /** A machine that turned up and that nobody named. */
  | { readonly leftAlone: string }
  | { readonly problems: readonly TableProblem[] }

const createRowReader = (document: LabDocument) => {
  const byCard = new Map(document.hosts.flatMap((each) => cardsOf(each).map((mac) => [mac, each])))
  const byName = new Map(document.hosts.map((each) => [each.id, each]))
  const racks = racksByHost(document)
  const subnet = parseSubnet(document.network.subnet)
  /** The line that speaks of a host. */
  const spokenOf = new Map<string, number>()

  const objection = (
    found: Host | undefined,
    said: Row,
  ): readonly [HostColumn, string] | undefined => {
    const { name, mac, kind, addresses = [] } = said
    if (found === undefined && mac === undefined) return ['mac', 'A new host needs a MAC address']
    if (found === undefined && name === undefined) return ['name', 'A new host needs a name']
    const line = found && spokenOf.get(found.id)
    if (line !== undefined) return ['name', `This host is in line ${line} already`]
    if (found !== undefined && kind !== undefined && kind !== found.kind)
      return ['kind', 'Simulated hosts stay simulated, and physical ones physical']
    if (addresses.filter((each) => contains(subnet, each)).length > 1)
      return ['addresses', "Only one address can be of the lab's own network"]
    return undefined
  }

  return (line: number, cells: Readonly<Record<string, string>>): Read => {
    const parsed = row.safeParse(cells)
    if (!parsed.success)
      return {
        problems: parsed.error.issues.map(({ path, message }) => ({
          ...{ line, message },
          column: String(path[0]),
        })),
      }
    const said = parsed.data
    const found = byCard.get(said.mac ?? '') ?? byName.get(said.name ?? '')
    const { name = '', mac } = said
    if (found === undefined && mac !== undefined && cardOfTurnedUp(name) === mac)
      return { leftAlone: name }
    const objected = objection(found, said)
    if (objected !== undefined)
      return { problems: [{ line, column: objected[0], message: objected[1] }] }
    if (found !== undefined) spokenOf.set(found.id, line)
    const to = hostOf(found, said, document)
    const stands = (found && racks.get(found.id)) ?? ''
    const entry = {
      to,
      ...(found !== undefined && { host: found.id }),
      ...(said.rack !== undefined && said.rack !== stands && { rack: said.rack }),
    }
    return {
      change: {
        ...{ line, entry, after: cellsOf(to, said.rack ?? stands) },
        ...(found !== undefined && { before: cellsOf(found, stands) }),
      },
    }
  }
}

/** Where a field of a host stands in a table. */
const columnOf: Readonly<Record<string, HostColumn>> = {
  id: 'name',
  mac: 'mac',
  uuid: 'uuid',
  address: 'addresses',
  otherAddresses: 'addresses',
}

/** What would be wrong with the lab after the changes, told at the rows. */
const wrongAfter = (
  document: LabDocument,
  changes: readonly HostChange[],
): readonly TableProblem[] => {
  try {
    const after = putHosts(
      document,
      changes.map(({ entry }) => entry),
    )
    const lines = new Map(changes.map(({ entry, line }) => [entry.to, line]))
    // What clashes is found at the second of two: the rows come after those that stay.
    const hosts = [
      ...after.hosts.filter((each) => !lines.has(each)),
      ...changes.map(({ entry }) => entry.to),
    ]
    const found = checkDocument({ ...after, hosts }).map(({ path, message }) => {
      const [, index, field = ''] = /^hosts\[(\d+)\]\.(\w+)/.exec(path) ?? []
      const about = hosts[Number(index)]
      const line = about && lines.get(about)
      const column = columnOf[field]
      return { message, ...(line !== undefined && { line }), ...(column && { column }) }
    })
    // What clashes elsewhere, a rack that names a host twice, follows from the rows.
    const atRows = found.filter(({ line }) => line !== undefined)
    return atRows.length > 0 ? atRows : found
  } catch (error) {
    if (error instanceof LabError) return [{ message: error.message }]
    throw error
  }
}

const headingOf = (text: string): string => {
  const plain = text.toLowerCase()
  return alsoCalled[plain] ?? plain
}

const isColumn = (heading: string): heading is HostColumn =>
  hostColumns.some((column) => column === heading)

/** The cells of a row under their headings. */
const underHeadings = (
  headings: readonly string[],
  { cells }: CsvRow,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    headings.flatMap((heading, index) => (cells[index] ? [[heading, cells[index]]] : [])),
  )

/**
 * What a table of hosts (CSV with a line of headings) would make of the lab. A row is about the host that has its MAC, or else
 * its name, or about a new one. A column that is not there and an empty cell leave things as they are; `none` takes reserved
 * addresses away.
 */
export const readHostTable = (document: LabDocument, text: string): HostTable => {
  const { rows, openQuote } = readCsv(text)
  const [head, ...body] = rows
  const headings = head?.cells.map(headingOf) ?? []
  const ignored =
    head?.cells.filter(
      (_, index) => ![noteColumn, ...hostColumns].includes(headings[index] ?? ''),
    ) ?? []
  const refused = (problem: TableProblem): HostTable => ({
    ...{ changes: [], unchanged: 0, ignored, problems: [problem] },
  })
  if (openQuote !== undefined)
    return refused({ line: openQuote, message: 'A quote begins here and does not end' })
  if (!headings.includes('mac') && !headings.includes('name'))
    return refused({ line: 1, message: 'The first line has no column "mac" and none "name"' })
  const twice = headings.find((each, index) => isColumn(each) && headings.indexOf(each) < index)
  if (twice !== undefined)
    return refused({ line: 1, column: twice, message: 'This column is there twice' })

  const read = createRowReader(document)
  const results = body.map((each): Read => {
    const { line, cells } = each
    return cells.length > headings.length
      ? { problems: [{ line, message: `${cells.length} cells under ${headings.length} headings` }] }
      : read(line, underHeadings(headings, each))
  })
  const told = results.flatMap((result) => ('change' in result ? [result.change] : []))
  const changes = told.filter((each) => changedColumns(each).length > 0)
  const inRows = results.flatMap((result) => ('problems' in result ? result.problems : []))
  const problems = inRows.length > 0 ? inRows : wrongAfter(document, changes)
  return {
    changes,
    unchanged: results.filter((result) => !('problems' in result)).length - changes.length,
    ignored: ignored.filter(Boolean),
    problems,
  }
}
