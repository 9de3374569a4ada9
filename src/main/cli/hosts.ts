import { unknownHost } from '../../shared/base/index.ts'
import { formatBytes, formatDuration } from '../../shared/host/index.ts'
import { withHostTables } from './host-tables.ts'
import { withHostEdits } from './hosts-edit.ts'
import { withNextBoot } from './next-boot.ts'
import { askLabAt, withLabPlace, type LabPlace, type RunningLab } from './running-lab.ts'
import type { Fill } from './shell.ts'
import { withWake } from './wake.ts'

type HostProgress = Awaited<ReturnType<RunningLab['host']['progress']>>[number]
type Fallback = NonNullable<HostProgress['fallback']>

const verdicts: Readonly<Record<Fallback['verdict'], string>> = {
  suspected: 'probably fell back to its disk',
  hangs: 'probably hangs in its loader: switch it off and on',
  likely: 'most likely fell back to its disk',
  confirmed: 'fell back to its disk',
  refuted: 'was slow, and went on',
}

const fallbackText = ({ verdict, confidence, silentSince, evidence }: Fallback): string =>
  `${verdicts[verdict]} (confidence: ${confidence}; last seen before ${clockTime(silentSince)}; facts ${evidence.join(', ')})`

const bytesText = ({ done, of }: { done: number; of?: number | undefined }): string =>
  of === undefined ? formatBytes(done) : `${formatBytes(done)} of ${formatBytes(of)}`

const clockTime = (at: number): string => new Date(at).toLocaleTimeString('en-GB')

/** One host in a line; moments are times of day. */
export const progressLine = ({ host, state, progress, fallback }: HostProgress): string => {
  const parts =
    progress === undefined
      ? [state]
      : [
          `${progress.stage} for ${formatDuration(progress.for)}`,
          progress.files && `${progress.files.done}/${progress.files.of} files`,
          progress.bytes && bytesText(progress.bytes),
          progress.rate === undefined ? undefined : `${formatBytes(progress.rate)}/s`,
          progress.eta === undefined ? undefined : `${formatDuration(progress.eta)} left`,
          progress.stuckSince === undefined
            ? undefined
            : `stuck since ${clockTime(progress.stuckSince)}`,
        ]
  const said = [...parts, fallback && fallbackText(fallback)].filter((part) => part !== undefined)
  return `${host.padEnd(20)} ${said.join(' · ')}`
}

/** A host that the lab has and that did nothing yet is no mistake; a name that nobody has is one. */
const progressOf = async (
  lab: RunningLab,
  hosts: readonly string[],
): Promise<readonly HostProgress[]> => {
  if (hosts.length === 0) return lab.host.progress({})
  const found = await lab.host.progress({ hosts: [...hosts] })
  const { document } = await lab.lab.state()
  const known = new Set([...document.hosts.map(({ id }) => id), ...found.map(({ host }) => host)])
  const unknown = hosts.find((id) => !known.has(id))
  if (unknown === undefined) return found
  throw unknownHost(unknown, [...known])
}

/** `hosts`: how far the boots in a running lab are, and which simulated hosts it has. */
export const hostsCommand: Fill = (command, { output }) => {
  withHostEdits(command, output)
  withHostTables(command, output)
  withNextBoot(command, output)
  withWake(command, output)
  withLabPlace(command.command('show', { isDefault: true }))
    .description('say how far boots are (the default)')
    .argument('[hosts...]', 'by id; all that tell nothing themselves when none are named')
    .option('--json', 'print it as JSON', false)
    .action(async (hosts: string[], { json, ...place }: LabPlace & { json: boolean }) => {
      const found = await askLabAt(place, (lab) => progressOf(lab, hosts))
      if (json) output.print(JSON.stringify(found))
      else if (found.length === 0) {
        output.say('Nothing is known of these hosts yet. Simulated ones are shown when named.')
      } else for (const host of found) output.print(progressLine(host))
    })
}
