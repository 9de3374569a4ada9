import type { StormPlan } from './plan.ts'
import type { Outcomes, StageTimes } from './report.ts'

/** What came of a storm that is over. Times in ms. */
export type StormResult = {
  readonly hosts: number
  readonly took: number
  readonly bytes: number
  readonly outcomes: Outcomes
  readonly stages: readonly StageTimes[]
}

const seconds = (ms: number | undefined): string =>
  ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`

const line = (cells: readonly string[]): string =>
  cells
    .map((cell, column) => (column === 0 ? cell.padEnd(10) : cell.padStart(11)))
    .join(' ')
    .trimEnd()

/** When each stage ends, counted from the start of its wave. */
const ends = ({ stages }: StormPlan): readonly number[] =>
  stages.map((_, index) => stages.slice(0, index + 1).reduce((sum, { took }) => sum + took, 0))

const outcomeText = ({ outcomes: { network, cache, failed } }: StormResult): string =>
  `${network} from the network, ${cache} from the cache, ${failed} without a system`

/** Plan and result side by side, for a terminal. */
export const renderStorm = (plan: StormPlan, result: StormResult | undefined): string => {
  const until = ends(plan)
  const rows = plan.stages.map(({ stage, bound }, index) => {
    const measured = result?.stages.find((each) => each.stage === stage)
    const found = result === undefined ? [] : [seconds(measured?.p50), seconds(measured?.p95)]
    return line([stage, seconds(until[index]), bound, ...found])
  })
  const head = line(['reached', 'predicted', 'limit', ...(result ? ['p50', 'p95'] : [])])
  const total = `In ${plan.waves} wave${plan.waves === 1 ? '' : 's'}: predicted ${seconds(plan.total)}`
  const turned =
    plan.turnedAway === 0
      ? []
      : [`The waiter turns ${plan.turnedAway} hosts away: they go on to their disks.`]
  const came =
    result === undefined
      ? [`${total}.`]
      : [
          `${total}, took ${seconds(result.took)}.`,
          `${result.hosts} hosts: ${outcomeText(result)}.`,
        ]
  return [head, ...rows, '', ...came, ...turned, '', ...assumptions].join('\n')
}

const assumptions = [
  'The plan assumes that the hosts of a wave start together and share server and wire evenly,',
  'that nothing fails, and that a wave starts when the one before it has settled. What the server',
  'needs for a host was measured with 1,000 simulated hosts on two cores.',
]
