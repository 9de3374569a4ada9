import { assertNever } from '../base/index.ts'
import { hostOf, type Recorded } from '../facts/index.ts'
import type { HostView } from '../host/view.ts'
import type { LabView } from '../lab/view.ts'
import { listed, playersOf, type Cast } from './cast.ts'
import type { Expectation, FactPattern, HostMatch } from './schema.ts'

/** What was found: in words, with the sequence numbers of the facts that show it. */
export type Finding = {
  readonly met: boolean
  readonly found: string
  readonly evidence: readonly number[]
}

/** What expectations are checked on. */
export type Scene = {
  readonly view: LabView
  /** Facts since the lesson started, oldest first. */
  readonly facts: readonly Recorded[]
  /** The first sequence number of the step under way. */
  readonly stepSeq: number
  readonly cast: Cast
}

type Wanted = HostMatch[keyof HostMatch]

const fits = (wanted: Wanted, value: unknown): boolean =>
  Array.isArray(wanted) ? wanted.some((each) => each === value) : wanted === value

const inWords = (wanted: Wanted): string =>
  Array.isArray(wanted) ? wanted.join(' or ') : String(wanted)

/** Facts that settle each field of a host's view, by the start of their types. */
const settledBy: Readonly<Record<keyof HostMatch, readonly string[]>> = {
  state: ['host.', 'firmware.', 'ipxe.', 'mboot.', 'disk.', 'kernel.', 'esxi.'],
  source: ['kernel.', 'esxi.'],
  connection: ['vcenter.host'],
  compliance: ['vcenter.complianceChecked'],
  bootedFromCache: ['vcenter.bootedFromCache', 'vcenter.cacheFlagCleared', 'vcenter.hostConnected'],
  maintenance: ['vcenter.maintenance'],
  cluster: ['vcenter.host'],
  imageProfile: ['waiter.imageAssigned', 'mboot.', 'kernel.', 'disk.'],
}

const isField = (name: string): name is keyof HostMatch => name in settledBy

const evidenceFor = (scene: Scene, host: string, fields: readonly string[]): number[] =>
  fields.filter(isField).flatMap((field) => {
    const last = scene.facts.findLast(
      ({ fact }) =>
        hostOf(fact) === host && settledBy[field].some((start) => fact.type.startsWith(start)),
    )
    return last === undefined ? [] : [last.seq]
  })

const unlike = (host: HostView | undefined, match: HostMatch): readonly string[] =>
  Object.keys(match)
    .filter(isField)
    .filter((field) => !fits(match[field], host?.[field]))
    .map((field) => {
      const value = host?.[field]
      return `${field} is ${value === undefined ? 'not known' : String(value)}, not ${inWords(match[field])}`
    })

const inOrder = (numbers: readonly number[]): readonly number[] =>
  [...new Set(numbers)].sort((a, b) => a - b)

const checkHosts = (scene: Scene, group: string, match: HostMatch): Finding => {
  const players = playersOf(scene.cast, group)
  const problems = players.flatMap((id) => {
    const wrong = unlike(scene.view.hosts.get(id), match)
    return wrong.length === 0 ? [] : [`${id}: ${wrong.join('; ')}`]
  })
  return {
    met: problems.length === 0,
    found: problems.length === 0 ? listed(players) : problems.join('. '),
    evidence: inOrder(players.flatMap((id) => evidenceFor(scene, id, Object.keys(match)))),
  }
}

const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null
          ? Object.getOwnPropertyDescriptor(inner, key)?.value
          : undefined,
      value,
    )

/** Whether a fact is of the kind a pattern asks for. */
export const matches = (pattern: FactPattern, { fact }: Recorded): boolean =>
  fact.type === pattern.type &&
  Object.entries(pattern.where).every(([path, wanted]) => fits(wanted, at(fact, path)))

/** The facts that match the patterns one after the other; as far as they go. */
const follow = (patterns: readonly FactPattern[], facts: readonly Recorded[]): Recorded[] => {
  const found: Recorded[] = []
  for (const recorded of facts) {
    const next = patterns[found.length]
    if (next === undefined) break
    if (matches(next, recorded)) found.push(recorded)
  }
  return found
}

const patternInWords = ({ type, where }: FactPattern): string => {
  const details = Object.entries(where).map(([path, wanted]) => `${path} ${inWords(wanted)}`)
  return details.length === 0 ? type : `${type} with ${details.join(', ')}`
}

const since = (scene: Scene, from: 'step' | 'lesson'): readonly Recorded[] =>
  from === 'lesson' ? scene.facts : scene.facts.filter(({ seq }) => seq >= scene.stepSeq)

const about = (facts: readonly Recorded[], host: string): readonly Recorded[] =>
  facts.filter(({ fact }) => hostOf(fact) === host)

const checkSequence = (
  patterns: readonly FactPattern[],
  facts: readonly Recorded[],
  who: string,
): Finding => {
  const found = follow(patterns, facts)
  const missing = patterns[found.length]
  return {
    met: missing === undefined,
    found:
      missing === undefined
        ? `${who}${found.map(({ seq }) => `#${seq}`).join(', ')}`
        : `${who}no ${patternInWords(missing)}`,
    evidence: found.map(({ seq }) => seq),
  }
}

const together = (findings: readonly Finding[]): Finding => {
  const missed = findings.filter(({ met }) => !met)
  return {
    met: missed.length === 0,
    found: (missed.length === 0 ? findings : missed).map(({ found }) => found).join('; '),
    evidence: inOrder(findings.flatMap(({ evidence }) => evidence)),
  }
}

const checkNever = (
  patterns: readonly FactPattern[],
  facts: readonly Recorded[],
  players: readonly string[],
): Finding => {
  const seen = facts.filter(
    (recorded) =>
      players.includes(hostOf(recorded.fact) ?? '') &&
      patterns.some((pattern) => matches(pattern, recorded)),
  )
  return {
    met: seen.length === 0,
    found:
      seen.length === 0
        ? 'none'
        : seen.map(({ seq, fact }) => `${hostOf(fact) ?? ''}: ${fact.type} #${seq}`).join('; '),
    evidence: seen.map(({ seq }) => seq),
  }
}

const checkPlugs = (
  { view, facts }: Scene,
  { components, are }: Extract<Expectation, { check: 'plugs' }>,
): Finding => {
  const others = components.filter((id) => view.components[id].plug !== are)
  const evidence = components.flatMap((id) => {
    const last = facts.findLast(
      ({ fact }) =>
        'component' in fact && fact.component === id && /^(plug|component)\./.test(fact.type),
    )
    return last === undefined ? [] : [last.seq]
  })
  return {
    met: others.length === 0,
    found: (others.length === 0 ? components : others)
      .map((id) => `${id} is ${view.components[id].plug}`)
      .join(', '),
    evidence: inOrder(evidence),
  }
}

/** Looks once whether an expectation holds. */
export const check = (expectation: Expectation, scene: Scene): Finding => {
  switch (expectation.check) {
    case 'hosts':
      return checkHosts(scene, expectation.group, expectation.are)
    case 'saw': {
      const facts = since(scene, expectation.since)
      return together(
        playersOf(scene.cast, expectation.group).map((id) =>
          checkSequence(expectation.facts, about(facts, id), `${id} `),
        ),
      )
    }
    case 'never':
      return checkNever(
        expectation.facts,
        since(scene, expectation.since),
        playersOf(scene.cast, expectation.group),
      )
    case 'happened':
      return checkSequence(expectation.facts, since(scene, expectation.since), '')
    case 'plugs':
      return checkPlugs(scene, expectation)
    default:
      return assertNever(expectation)
  }
}
