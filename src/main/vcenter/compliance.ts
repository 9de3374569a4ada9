import {
  answersOf,
  configurationDrift,
  configurationOf,
  customizationState,
  profileOf,
} from '../../shared/deploy/index.ts'
import type { Answers } from '../../shared/document/index.ts'
import type { HostProfile, LabDocument } from '../../shared/document/schema.ts'
import type { FactOf } from '../../shared/facts/index.ts'
import type { AgentState } from '../../shared/protocol/index.ts'
import type { HostRecord } from './inventory.ts'

/** The host profile a host is held to: its own association's, else its cluster's. */
export const attachedProfile = (
  document: LabDocument,
  { association: { hostProfile }, cluster }: Pick<HostRecord, 'association' | 'cluster'>,
): HostProfile | undefined => profileOf(document, { hostProfile, cluster })

/** What a host says of itself, as far as a profile speaks of it. */
type Said = Pick<AgentState, 'host' | 'bootedFromStatelessCache' | 'hostProfile' | 'configuration'>

/** What is set on the host otherwise than by its profile and its answers. */
const driftOf = (profile: HostProfile, answers: Answers | undefined, state: Said) =>
  state.configuration === undefined || state.hostProfile !== profile.name
    ? []
    : configurationDrift(configurationOf(profile, answers), state.configuration)

/** A profile says nothing of the image: that is a matter of the rules, and of their own test. */
const failuresOf = (profile: HostProfile, answers: Answers | undefined, state: Said): string[] =>
  [
    state.bootedFromStatelessCache
      ? [
          'The host runs the image cached on its disk. It is not stateless until it boots over the network.',
        ]
      : [],
    state.hostProfile === profile.name
      ? []
      : [`The host profile ${profile.name} is not applied to the host.`],
    customizationState(profile, answers).problems,
    driftOf(profile, answers, state),
  ].flat()

/** Compares what the host says of itself with what it is held to. Without a profile nothing can be said. */
export const checkCompliance = (
  document: LabDocument,
  host: Pick<HostRecord, 'association' | 'cluster'>,
  state: Said,
): Omit<FactOf<'vcenter.complianceChecked'>, 'type' | 'host'> => {
  const profile = attachedProfile(document, host)
  const { configuration } = state
  const found = configuration === undefined ? {} : { configuration }
  if (profile === undefined)
    return { status: 'unknown', failures: ['No host profile is attached.'], ...found }
  const failures = failuresOf(profile, answersOf(document, state.host), state)
  return { status: failures.length === 0 ? 'compliant' : 'nonCompliant', failures, ...found }
}
