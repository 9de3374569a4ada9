import { isIpv4 } from '../base/index.ts'
import type { HostProfile, LabDocument } from '../document/schema.ts'
import type { Answers } from '../document/index.ts'

/** What a host profile can ask of each host. */
export type Question = keyof Answers

/** All that any profile can ask. */
export const questions = ['hostName', 'address', 'netmask', 'gateway'] as const satisfies Question[]

/** How the answers of a host stand, in the words of the vSphere API. */
export type CustomizationState = {
  readonly status: 'valid' | 'invalid' | 'unknown'
  /** One sentence for each thing that is missing or wrong. */
  readonly problems: readonly string[]
}

/** What the profile asks; `gateway` may be left open. */
export const questionsOf = ({ settings }: Pick<HostProfile, 'settings'>): readonly Question[] => [
  ...(settings.hostName === 'perHost' ? (['hostName'] as const) : []),
  ...(settings.managementAddress === 'perHost' ? (['address', 'netmask', 'gateway'] as const) : []),
]

/** RFC 1123 section 2.1: labels of letters, digits and hyphens, up to 63 each. */
const hostName = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*$/
/** A netmask is ones, then zeros. */
const netmask = (text: string): boolean => {
  if (!isIpv4(text)) return false
  const bits = text
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')
  return /^1+0+$/.test(bits)
}

const readable: Readonly<Record<Question, (text: string) => boolean>> = {
  hostName: (text) => hostName.test(text),
  address: isIpv4,
  netmask,
  gateway: isIpv4,
}

/** What an answer is called in a sentence. */
const names: Readonly<Record<Question, string>> = {
  hostName: 'host name',
  address: 'management address',
  netmask: 'netmask',
  gateway: 'gateway',
}

const problemsOf = (questions: readonly Question[], answers: Answers): readonly string[] =>
  questions.flatMap((question) => {
    const given = answers[question] ?? ''
    if (given === '') {
      return question === 'gateway' ? [] : [`The ${names[question]} is not answered.`]
    }
    return readable[question](given) ? [] : [`"${given}" is no ${names[question]}.`]
  })

/**
 * How the host's answers stand to what the profile asks: `unknown` while there are none, `valid` when
 * the profile asks nothing.
 */
export const customizationState = (
  profile: Pick<HostProfile, 'settings'> | undefined,
  answers: Answers | undefined,
): CustomizationState => {
  if (profile === undefined) return { status: 'unknown', problems: [] }
  const questions = questionsOf(profile)
  if (questions.length === 0) return { status: 'valid', problems: [] }
  const problems = problemsOf(questions, answers ?? {})
  if (answers === undefined) return { status: 'unknown', problems }
  return { status: problems.length === 0 ? 'valid' : 'invalid', problems }
}

/** The answers given for a host. */
export const answersOf = (
  { customizations = [] }: Pick<LabDocument, 'customizations'>,
  host: string,
): Answers | undefined => customizations.find((each) => each.host === host)?.answers

/** The profile that what Auto Deploy gives a host holds it to: its own, else its cluster's. */
export const profileOf = (
  { clusters, hostProfiles }: Pick<LabDocument, 'clusters' | 'hostProfiles'>,
  given: { readonly hostProfile?: string | undefined; readonly cluster?: string | undefined },
): HostProfile | undefined => {
  const name =
    given.hostProfile ?? clusters.find((cluster) => cluster.name === given.cluster)?.hostProfile
  return hostProfiles.find((profile) => profile.name === name)
}
