/**
 * The rules engine's arithmetic: 1,000 rules against 10,000 machines, beside the loop most programs would write (every
 * rule asked in turn, a regular expression built for every match). Both must decide alike before anything is timed.
 */
import type { Rule, RuleItem } from '../src/shared/document/schema.ts'
import type { Fact, HostAttributes } from '../src/shared/facts/index.ts'
import { compileRules, explain, preview, type CompiledRuleSet } from '../src/shared/rules/index.ts'
import { parsePattern, type Pattern } from '../src/shared/pattern/index.ts'
import { createDocuments } from '../src/main/document/index.ts'
import { createMemoryStores } from '../src/main/journal/index.ts'
import { demoLab, readLabFile } from '../src/main/open-lab.ts'
import { createRulesApi, refusing, type RulesApi } from '../src/main/rules/index.ts'
import { createSystemClock } from '../src/main/system-clock.ts'
import { median, type Row } from './row.ts'

const ruleCount = 1000
const hostCount = 10_000

/** A small generator of repeatable numbers (mulberry32). */
const createRandom = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
type Random = ReturnType<typeof createRandom>

const vendors = ['Dell Inc.', 'HPE', 'Cisco Systems Inc', 'Lenovo', 'VMware, Inc.']
const modelOf = (n: number): string => `Model ${n}`
const addressOf = (n: number): string => `10.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`
const macOf = (n: number): string =>
  [
    '52',
    '54',
    '00',
    ...[16, 8, 0].map((shift) => ((n >>> shift) & 255).toString(16).padStart(2, '0')),
  ].join(':')

const machine = (n: number, random: Random): HostAttributes => ({
  mac: macOf(n),
  uuid: `4c4c4544-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
  vendor: vendors[random(vendors.length)] ?? '',
  model: modelOf(random(40)),
  serial: `SN${n}`,
  asset: `RACK-${random(200)}`,
  oemstring: [`site-${random(5)}`],
  hostname: `host-${n}`,
  domain: 'lab.example.com',
  ipv4: addressOf(n * 3),
})

/** The kinds of rules a large site has, in the shares one would expect. */
const patternsOf = (n: number, random: Random): string[] => {
  const vendor = `vendor==${vendors[random(vendors.length)] ?? ''}`
  const from = random(hostCount) * 3
  switch (n % 6) {
    case 0:
      return [vendor, `model=${modelOf(random(40))},${modelOf(random(40))}`]
    case 1:
      return [`ipv4=${addressOf(from)}-${addressOf(from + 200)}`, vendor]
    case 2:
      return [`mac=${[1, 2, 3, 4].map(() => macOf(random(hostCount))).join(',')}`]
    case 3:
      return [`asset==RACK-${random(200)}`, `oemstring=site-${random(5)}`]
    case 4:
      return [`serial=SN${random(hostCount)},SN${random(hostCount)}`]
    default:
      return [`ipv4=${addressOf(from)},${addressOf(from + 9)}-${addressOf(from + 90)}`]
  }
}

const itemsOf = (n: number): RuleItem[] => [
  { kind: 'imageProfile', name: `image-${n % 20}` },
  ...(n % 3 === 0 ? [{ kind: 'cluster' as const, name: `cluster-${n % 50}` }] : []),
  ...(n % 5 === 0 ? [{ kind: 'hostProfile' as const, name: `profile-${n % 4}` }] : []),
]

const number = (address: string): number =>
  address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)

/** A rule as the plain way keeps it: read once, its values still texts. */
type PlainRule = Rule & { readonly read: readonly Pattern[] }

/** One pattern, the plain way: a regular expression built for each value it is matched with. */
const matchesByRegExp = (pattern: Pattern, host: HostAttributes): boolean => {
  const { attribute, exact, written } = pattern
  const has = host[attribute] ?? ''
  return written.some((value) => {
    const [from = '', to] = attribute === 'ipv4' && !exact ? value.split('-') : [value]
    if (to !== undefined)
      return number(from) <= number(host.ipv4) && number(host.ipv4) <= number(to)
    const expression = new RegExp(`^${value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
    return typeof has === 'string'
      ? expression.test(has)
      : has.some((each) => expression.test(each))
  })
}

const typeOf = ({ kind }: RuleItem): string => (kind === 'cluster' ? 'location' : kind)

/** Item types that the rules give. */
const typesGiven = 3

/** The plain loop: rules in order, the first that matches wins for each type; it ends when all are given. */
const decidePlainly = (
  rules: readonly PlainRule[],
  host: HostAttributes,
): Record<string, string> => {
  const given: Record<string, string> = {}
  for (const rule of rules) {
    if (!rule.read.every((pattern) => matchesByRegExp(pattern, host))) continue
    for (const item of rule.items) given[typeOf(item)] ??= rule.name
    if (Object.keys(given).length === typesGiven) break
  }
  return given
}

const decideAll = (set: CompiledRuleSet, hosts: readonly HostAttributes[]): number =>
  hosts.reduce((sum, host) => sum + (set.decide(host).kind === 'decided' ? 1 : 0), 0)

/** Milliseconds of the work: the median of several runs after one that warms up. */
const timed = (runs: number, work: () => unknown): number => {
  work()
  return median(
    Array.from({ length: runs }, () => {
      const start = performance.now()
      work()
      return performance.now() - start
    }),
  )
}

/** Fails when the two ways do not agree: a fast wrong answer is worth nothing. */
const checkAlike = (
  rules: readonly PlainRule[],
  set: CompiledRuleSet,
  hosts: readonly HostAttributes[],
) => {
  for (const host of hosts) {
    const decision = set.decide(host)
    const ours = decision.kind === 'decided' ? decision.rules : {}
    const plain = decidePlainly(rules, host)
    const isSame =
      Object.keys(ours).length === Object.keys(plain).length &&
      Object.entries(ours).every(([type, rule]) => plain[type] === rule)
    if (!isSame) throw new Error(`The two ways decide differently for ${host.serial}.`)
  }
}

const row = (
  name: string,
  value: number,
  unit: string,
  peer?: string,
  peerValue?: number,
): Row => ({
  name,
  value,
  unit,
  ...(peer === undefined || peerValue === undefined
    ? {}
    : { peer, peerValue, ratio: peerValue / value }),
})

/** What somebody types, one key after the other. */
const keystrokes = (text: string): readonly string[] =>
  Array.from({ length: text.length }, (_, index) => text.slice(0, index + 1))

const refuse = (): Promise<never> => Promise.reject(new Error('not asked for'))

/** The API over a journal in which every machine asked once. */
const openApi = async (hosts: readonly HostAttributes[]): Promise<RulesApi> => {
  const clock = createSystemClock()
  const { journal, documents: store } = createMemoryStores({ clock })
  const record = (...facts: readonly Fact[]) => journal.append({ facts })
  const documents = createDocuments({ store, record, clock })
  await documents.edit({
    kind: 'replace',
    document: await readLabFile(demoLab),
    summary: 'Bench',
  })
  await record(
    ...hosts.map((attributes, n): Fact => ({
      type: 'waiter.hostRegistered',
      host: `host-${n}`,
      client: attributes.ipv4,
      attributes,
    })),
  )
  return createRulesApi({
    document: () => documents.current(),
    edit: refuse,
    images: {
      depots: refuse,
      packages: refuse,
      software: refuse,
      compare: refuse,
      compose: refuse,
      assemble: refuse,
      check: async function* () {},
      change: refuse,
      export: refuse,
    },
    journal,
    record,
    isUp: () => true,
    ...refusing(refuse),
    clock,
  })
}

/** The first and the slowest answer to somebody who types, as the window gets it: parsed by the contract and as JSON. */
const keystrokeTimes = async (
  hosts: readonly HostAttributes[],
): Promise<{ readonly first: number; readonly slowest: number }> => {
  const api = await openApi(hosts)
  await api.ready()
  const answer = async (text: string): Promise<number> => {
    const start = performance.now()
    const found = await api.rules.preview({ patterns: ['vendor==Dell Inc.', text] })
    JSON.stringify(preview.parse(found))
    return performance.now() - start
  }
  const first = await answer('i')
  const times: number[] = []
  for (const text of keystrokes('ipv4=10.0.0.0-10.0.255.255')) {
    const rounds: number[] = []
    for (let round = 0; round < 5; round += 1) rounds.push(await answer(text))
    times.push(median(rounds))
  }
  await api.close()
  return { first, slowest: Math.max(...times) }
}

export const run = async (): Promise<Row[]> => {
  const random = createRandom(6502)
  const hosts = Array.from({ length: hostCount }, (_, n) => machine(n, random))
  const rules = Array.from({ length: ruleCount }, (_, n) => ({
    name: `rule-${n}`,
    patterns: patternsOf(n, random),
    items: itemsOf(n),
  }))
  const plain = rules.map((rule) => ({ ...rule, read: rule.patterns.map(parsePattern) }))
  const set = compileRules(rules)
  checkAlike(plain, set, hosts.slice(0, 200))

  const reading = timed(9, () => compileRules(rules))
  const deciding = timed(9, () => decideAll(set, hosts))
  // The plain way takes seconds: a twentieth of the hosts, counted up.
  const share = 20
  const few = hosts.filter((_, n) => n % share === 0)
  const plainly = timed(1, () => few.map((host) => decidePlainly(plain, host))) * share
  const [first = machine(0, random)] = hosts
  const explaining = timed(99, () => explain(set, first))
  const keys = await keystrokeTimes(hosts)
  return [
    row(
      `${ruleCount} rules x ${hostCount} hosts decided`,
      deciding,
      'ms',
      'a RegExp for each match',
      plainly,
    ),
    row(`${ruleCount} rules read and made into tables`, reading, 'ms'),
    row(`one host explained against ${ruleCount} rules`, explaining, 'ms'),
    row(`first keystroke of a preview, ${hostCount} hosts`, keys.first, 'ms'),
    row(`slowest keystroke of a preview, ${hostCount} hosts`, keys.slowest, 'ms'),
  ]
}
