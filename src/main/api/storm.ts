import type { StormReport } from '../../shared/contract/index.ts'
import type { HostProgress } from '../hosts/index.ts'
import { outcomesOf, stageTimes, type StormPlan, type StormView } from '../../shared/storm/index.ts'

/** A plan as it crosses the API. */
export const planned = ({ stages, ...plan }: StormPlan) => ({ ...plan, stages: [...stages] })

/** The last storm, if there was one, as it crosses the API. */
export const stormReport = (view: StormView | undefined): { storm?: StormReport } => {
  if (view === undefined) return {}
  const { startedAt, predicted, bytes, hosts, waves, ended } = view
  const storm: StormReport = {
    ...{ startedAt, predicted, bytes, hosts: hosts.size },
    ...outcomesOf(view),
    waves: waves.map((wave) => ({ ...wave, clusters: [...wave.clusters] })),
    stages: [...stageTimes(view)],
    ...(ended !== undefined && { ended }),
  }
  return { storm }
}

/** A host's progress as it crosses the API. */
export const asProgress = ({ fallback, ...rest }: HostProgress) => ({
  ...rest,
  ...(fallback !== undefined && {
    fallback: { ...fallback, evidence: [...fallback.evidence] },
  }),
})
