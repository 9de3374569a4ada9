import { ipv4ToNumber, isIpv4 } from '../base/index.ts'
import { isName, namesIn, type Name } from './names.ts'
import { leftOut } from './secrets.ts'
import { createStandIns, digitsIn, namesNobody, networkOf, type StandIns } from './stand-ins.ts'

/** Puts stand-ins in the place of names and addresses: the same for the same one, wherever it stands. */
export type Redactor = Pick<StandIns, 'address' | 'mac' | 'uuid'> & {
  readonly text: (text: string) => string
  readonly value: (value: unknown) => unknown
}

const octets = '\\d{1,3}(?:\\.\\d{1,3}){3}'
const group = '[0-9a-f]{1,4}'
const groups = `${group}(?::${group})*`
const forms = {
  uuid: '(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])',
  pairs: '(?<![0-9a-f])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5,}(?![0-9a-f])',
  fours: '(?<![0-9a-f.])[0-9a-f]{4}(?:\\.[0-9a-f]{4}){2}(?![0-9a-f])',
  address: `(?<!\\d)(?<!\\d\\.)${octets}(?!\\.?\\d)`,
  address6: `(?<![\\p{L}\\p{N}:])(?:(?:${group}:){7}${group}|(?:${groups})?::(?:(?:${group}:)*${octets}|${groups})?)(?![\\p{L}\\p{N}:])`,
  certificate: '-----BEGIN [A-Z ]+-----[^]*?-----END [A-Z ]+-----',
  home: '(?:/home|/Users)/[^\\s:"\'()]+|[A-Z]:\\\\Users\\\\[^\\s:"\'()]+',
  site: '(?<=https?:\\/\\/)(?!localhost)[a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)*',
  client: '(?<=\\bid:)[0-9a-f]{4,}',
  digits: '[0-9a-f]{8,}',
} as const
const every = (form: keyof typeof forms): RegExp => new RegExp(forms[form], 'giu')

/** Our own sources are no secret, wherever they lie. */
const ownSource = /\/(?:src\/(?:main|shared|renderer|preload)|node_modules)\/.*$/

/** What the lab's own words say of what is no more cannot be told from them. */
const forgotten = new Set(['summary', 'hex'])

/** SMBIOS writes the first three fields of a UUID little-endian. */
const swapped = (digits: string): string =>
  digits.replace(/^(..)(..)(..)(..)(..)(..)(..)(..)/, '$4$3$2$1$6$5$8$7')
const addressDigits = (address: string): string =>
  ipv4ToNumber(address).toString(16).padStart(8, '0')

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
/** A name as texts write it: what separates its words may be as in the address of a page. */
const written = (name: string): string => escaped(name).replaceAll(' ', '(?: |\\+|%20|_)')

const decoded = (token: string): string => {
  try {
    return decodeURIComponent(token)
  } catch {
    return token
  }
}

type Found = {
  readonly macs: readonly string[]
  readonly uuids: readonly string[]
  readonly addresses: readonly string[]
}

/** What of a fixed form stands in a text. */
const formsIn = (text: string): Found => {
  const all = (form: keyof typeof forms) => [
    ...new Set(Array.from(text.matchAll(every(form)), ([found]) => found.toLowerCase())),
  ]
  const turnedUp = Array.from(text.matchAll(/host-([0-9a-f]{12})\b/g), ([, digits = '']) => digits)
  return {
    macs: [...all('pairs'), ...all('fours'), ...turnedUp].filter(
      (each) => digitsIn(each).length === 12,
    ),
    uuids: all('uuid'),
    addresses: all('address').filter((each) => isIpv4(each) && !namesNobody(each)),
  }
}

/** Digits without anything between them, for what was met elsewhere as what it is: what stands in their place. */
const runsOf = (
  { macs, uuids, addresses }: Found,
  stand: StandIns,
): ReadonlyMap<string, () => string> =>
  new Map([
    ...macs.map((mac): [string, () => string] => [digitsIn(mac), () => digitsIn(stand.mac(mac))]),
    ...uuids.flatMap((uuid): [string, () => string][] => [
      [digitsIn(uuid), () => digitsIn(stand.uuid(uuid))],
      [swapped(digitsIn(uuid)), () => swapped(digitsIn(stand.uuid(uuid)))],
    ]),
    ...addresses.map((address): [string, () => string] => [
      addressDigits(address),
      () => addressDigits(stand.address(address)),
    ]),
  ])

/** A run of digits, with a stand-in for each MAC and UUID in it. */
const inRun = (text: string, runs: ReadonlyMap<string, () => string>): string => {
  let digits = text.toLowerCase()
  if (digits.length === 8) return runs.get(digits)?.() ?? text
  const before = digits
  for (const size of [32, 12]) {
    for (let at = 0; at + size <= digits.length; at += 1) {
      const found = runs.get(digits.slice(at, at + size))?.()
      if (found === undefined) continue
      digits = digits.slice(0, at) + found + digits.slice(at + size)
      at += size - 1
    }
  }
  return digits === before ? text : digits
}

type Rule = readonly [pattern: string, stand: (found: string) => string]

/** One pass over a text: the first rule that fits where a match begins says what stands there. */
const replacer = (rules: readonly Rule[]): ((text: string) => string) => {
  const all = new RegExp(rules.map(([pattern]) => `(${pattern})`).join('|'), 'giu')
  return (text) =>
    text.replace(all, (found: string, ...matched: unknown[]) => {
      const rule = rules[matched.findIndex((each) => each !== undefined)]
      return rule === undefined ? found : rule[1](found)
    })
}

/**
 * A redactor for what these sources name. They are looked through first, so that no name is met too late. `names` and `paths`
 * are to be told by nobody, too.
 */
export const createRedactor = (
  sources: unknown,
  {
    names: more = [],
    paths = [],
  }: { readonly names?: readonly Name[]; readonly paths?: readonly string[] } = {},
): Redactor => {
  const names = [...namesIn(sources), ...more].filter(isName)
  const kinds = new Map(names.toReversed().map(({ kind, name }) => [name.toLowerCase(), kind]))
  const found = formsIn(JSON.stringify(sources) ?? '')
  const stand = createStandIns(
    new Set([...kinds.keys(), ...found.macs, ...found.uuids, ...found.addresses.map(networkOf)]),
  )
  const named = (text: string): string => {
    const name = text.toLowerCase()
    const key = kinds.has(name) ? name : name.replaceAll(/\+|%20|_/g, ' ')
    return stand.named(kinds.get(key) ?? 'name', key)
  }
  // The first numbers go to what stands first.
  for (const { name } of names) named(name)

  const filePath = (text: string): string => {
    const own = ownSource.exec(text)?.[0] ?? ''
    return `${stand.named('path', text.slice(0, text.length - own.length))}${own}`
  }
  const site = (text: string): string => {
    const [first = '', ...rest] = text.split('.')
    if (kinds.has(text.toLowerCase())) return named(text)
    if (rest.length === 0 || !kinds.has(first.toLowerCase())) return stand.named('server', text)
    return `${named(first)}.${stand.named('domain', rest.join('.'))}`
  }
  /** A MAC, one behind the type of its hardware, or a longer mark. */
  const pairs = (text: string): string => {
    const { length } = digitsIn(text)
    if (length === 12) return stand.mac(text)
    return length === 14
      ? `${text.slice(0, 3)}${stand.mac(text.slice(3))}`
      : stand.named('fingerprint', text)
  }
  const runs = runsOf(found, stand)
  // A digit or two is no name among words.
  const told = [...kinds.keys()]
    .filter((name) => /\p{L}/u.test(name) || name.length > 4)
    .toSorted((one, other) => other.length - one.length)
  const ownPaths = paths
    .filter((each) => each.length > 1)
    .toSorted((one, other) => other.length - one.length)
  const replaced = replacer([
    [forms.certificate, (text) => stand.named('certificate', text)],
    ...ownPaths.map((each): Rule => [`(?<!\\w)${escaped(each)}[^\\s:"'()]*`, filePath]),
    [forms.home, filePath],
    [forms.uuid, stand.uuid],
    [forms.pairs, pairs],
    [forms.fours, stand.mac],
    [forms.address6, stand.address6],
    [forms.address, stand.address],
    [forms.site, site],
    ...(told.length === 0
      ? []
      : [
          [
            `(?<![\\p{L}\\p{N}])(?:${told.map(written).join('|')})(?![\\p{L}\\p{N}])`,
            named,
          ] as const,
        ]),
    [forms.client, (text) => stand.named('client', text)],
    [forms.digits, (text) => inRun(text, runs)],
  ])
  /** The address of a page may write any letter as `%41`. */
  const inEscaped = (token: string): string => {
    const plain = decoded(token)
    const redacted = replaced(plain)
    return redacted === plain ? token : encodeURI(redacted)
  }
  const inParts = (text: string): string =>
    text
      .split(/([^\s"]*%[0-9a-f]{2}[^\s"]*)/i)
      .map((part, index) => (index % 2 === 0 ? replaced(part) : inEscaped(part)))
      .join('')
  const done = new Map<string, string>()
  const text = (before: string): string => {
    const known = done.get(before)
    if (known !== undefined) return known
    const exact = kinds.has(before.toLowerCase()) ? named(before) : undefined
    const after = exact ?? inParts(before)
    done.set(before, after)
    return after
  }
  const value = (before: unknown): unknown => {
    if (typeof before === 'string') return text(before)
    if (Array.isArray(before)) return before.map(value)
    if (typeof before !== 'object' || before === null) return before
    return Object.fromEntries(
      Object.entries(before).map(([key, each]) => [
        /^[A-Za-z]+$/.test(key) ? key : text(key),
        forgotten.has(key) && typeof each === 'string' ? leftOut : value(each),
      ]),
    )
  }
  const { address, mac, uuid } = stand
  return { text, value, address, mac, uuid }
}
