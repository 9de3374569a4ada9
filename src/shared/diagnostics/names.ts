import { componentIds } from '../base/index.ts'

/** A name that somebody gave, and what it names. */
export type Name = { readonly kind: string; readonly name: string }

/** What a text under this key names, in documents, facts and leases. */
const kinds: Readonly<Record<string, string>> = {
  host: 'host',
  hosts: 'host',
  hostname: 'host',
  hostName: 'host',
  added: 'host',
  removed: 'host',
  changed: 'host',
  to: 'host',
  domain: 'domain',
  datacenter: 'datacenter',
  cluster: 'cluster',
  clusters: 'cluster',
  folder: 'folder',
  hostProfile: 'profile',
  scriptBundle: 'bundle',
  bundle: 'bundle',
  vm: 'vm',
  student: 'student',
  serial: 'serial',
  asset: 'asset',
  oemStrings: 'mark',
  oemstring: 'mark',
  fingerprint: 'fingerprint',
  ntp: 'server',
  syslog: 'server',
  dumpCollector: 'server',
  working: 'rule',
  active: 'rule',
}

/** What `name` names in the entries of these lists, and in the lab's own document. */
const listed: Readonly<Record<string, string>> = {
  document: 'lab',
  moreDatacenters: 'datacenter',
  clusters: 'cluster',
  folders: 'folder',
  racks: 'rack',
  virtualMachines: 'vm',
  users: 'user',
  defined: 'rule',
  rules: 'rule',
  hostProfiles: 'profile',
  scriptBundles: 'bundle',
}

/** Words that name nobody: our own, a makers', and what boards say that have no number. As names they would tear every text. */
const ownWords: ReadonlySet<string> = new Set([
  ...componentIds,
  ...['host', 'hosts', 'network', 'disk', 'cache', 'lab', 'rule', 'rules', 'state', 'root'],
  ...['perhost', 'admin', 'operator', 'none', 'unknown', 'not specified', 'default string'],
  ...['auto', 'true', 'false', 'null', 'localhost', 'headwaiter', 'reference', 'caching'],
  ...['all', 'any', 'and', 'the', 'of', 'to', 'in', 'is', 'no', 'not', 'default', 'test', 'new'],
  ...['dell', 'hp', 'hpe', 'lenovo', 'cisco', 'fujitsu', 'supermicro', 'vmware', 'esxi', 'linux'],
])

/** Addresses and UUIDs are known by their form. */
const hasForm =
  /^\d+(\.\d+){3}([/:]\d+)?$|^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-/i

/** `loghost` and `other` of `udp://loghost:514,tcp://other`. */
const bare = (kind: string, text: string): readonly string[] =>
  kind === 'server'
    ? text.split(',').map((each) =>
        each
          .trim()
          .replace(/^\w+:\/\//, '')
          .replace(/:\d+$/, ''),
      )
    : [text]

/** What a rule asks of marks that name one machine or site: `hostname==web-1`, `serial=A1,B2`. */
const asked = (pattern: string): Name[] => {
  const [, attribute = '', exact, values = ''] =
    /^\s*(hostname|domain|serial|asset|oemstring)\s*=(=?)(.*)$/.exec(pattern) ?? []
  const kind = kinds[attribute]
  if (kind === undefined) return []
  return (exact === '' ? values.split(',') : [values]).map((name) => ({ kind, name: name.trim() }))
}

type Entry = Readonly<Record<string, unknown>>

/** What `name` names in an entry that says so itself. */
const kindOfEntry = ({ type, kind }: Entry): string | undefined =>
  type === 'lab.opened' ? 'lab' : typeof kind === 'string' ? kinds[kind] : undefined

/** What the text under a key names, in an entry of a list. */
const kindOf = (key: string, list: string): string | undefined => {
  if (list === 'rules') return 'rule'
  if (key === 'name') return listed[list]
  return key === 'id' && list === 'hosts' ? 'host' : kinds[key]
}

/** The names that stand in JSON, in their order, each as often as it stands there. */
export function* namesIn(value: unknown, key = '', list = ''): Generator<Name> {
  if (typeof value === 'string') {
    if (key === 'patterns') yield* asked(value)
    const kind = kindOf(key, list)
    if (kind !== undefined) yield* bare(kind, value).map((name) => ({ kind, name }))
  } else if (Array.isArray(value)) {
    for (const each of value) yield* namesIn(each, key, key)
  } else if (isEntry(value)) {
    const kind = kindOfEntry(value)
    if (kind !== undefined && typeof value.name === 'string') yield { kind, name: value.name }
    const inside = key === 'document' || key === 'rules' ? key : list
    for (const [each, inner] of Object.entries(value)) yield* namesIn(inner, each, inside)
  }
}

const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null

/** Whether a name can be told from the words around it. */
export const isName = ({ name }: Name): boolean =>
  name.trim() !== '' && !ownWords.has(name.toLowerCase()) && !hasForm.test(name)
