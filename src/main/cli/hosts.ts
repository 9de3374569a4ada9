import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { InvalidArgumentError } from 'commander'
import { fromErrorData, LabError } from '../../shared/base/index.ts'
import { readApiError, type Contract } from '../../shared/contract/index.ts'
import { formatBytes, formatDuration } from '../../shared/host/index.ts'
import type { Fill } from './shell.ts'

type Client = ContractRouterClient<Contract>
type HostProgress = Awaited<ReturnType<Client['host']['progress']>>[number]
type Fallback = NonNullable<HostProgress['fallback']>

/** The socket of a screen's address, as `lab` and `serve` print it. */
const socketOf = (text: string): URL => {
  const url = URL.parse(text)
  if (url === null || url.protocol !== 'http:')
    throw new InvalidArgumentError('The address that `lab` or `serve` printed.')
  url.protocol = 'ws:'
  url.pathname = '/api'
  return url
}

const verdicts: Readonly<Record<Fallback['verdict'], string>> = {
  suspected: 'probably fell back to its disk',
  likely: 'most likely fell back to its disk',
  confirmed: 'fell back to its disk',
  refuted: 'was slow, and went on',
}

const fallbackText = ({ verdict, confidence, silentSince, evidence }: Fallback): string =>
  `${verdicts[verdict]} (confidence: ${confidence}; last seen before ${clockTime(silentSince)}; facts ${evidence.join(', ')})`

const clockTime = (at: number): string => new Date(at).toLocaleTimeString('en-GB')

/** One host in a line; moments are times of day. */
export const progressLine = ({ host, state, progress, fallback }: HostProgress): string => {
  const parts =
    progress === undefined
      ? [state]
      : [
          `${progress.stage} for ${formatDuration(progress.for)}`,
          progress.files && `${progress.files.done}/${progress.files.of} files`,
          progress.bytes && formatBytes(progress.bytes.done),
          progress.rate === undefined ? undefined : `${formatBytes(progress.rate)}/s`,
          progress.eta === undefined ? undefined : `${formatDuration(progress.eta)} left`,
          progress.stuckSince === undefined
            ? undefined
            : `stuck since ${clockTime(progress.stuckSince)}`,
        ]
  const said = [...parts, fallback && fallbackText(fallback)].filter((part) => part !== undefined)
  return `${host.padEnd(20)} ${said.join(' · ')}`
}

/** Asks a running lab. The lab's own errors; `api.connection-lost` when nobody answers. */
const askLab = async <T>(address: URL, work: (client: Client) => Promise<T>): Promise<T> => {
  const websocket = new WebSocket(address)
  const lost = new Promise<never>((_resolve, reject) => {
    websocket.addEventListener('close', () =>
      reject(
        new LabError(
          'api.connection-lost',
          `${address.host} does not answer, or not to this token.`,
        ),
      ),
    )
  })
  try {
    const client: Client = createORPCClient(new RPCLink({ websocket }))
    return await Promise.race([work(client), lost])
  } catch (error) {
    if (error instanceof LabError) throw error
    throw fromErrorData(readApiError(error), error)
  } finally {
    lost.catch(() => undefined)
    websocket.close()
  }
}

/** `hosts`: how far the boots in a running lab are. */
export const hostsCommand: Fill = (command, { output }) => {
  command
    .argument('<address>', 'what `lab` or `serve` printed', socketOf)
    .argument('[hosts...]', 'by id; all that tell nothing themselves when none are named')
    .option('--json', 'print it as JSON', false)
    .action(async (address: URL, hosts: string[], { json }: { json: boolean }) => {
      const found = await askLab(address, (client) =>
        client.host.progress(hosts.length === 0 ? {} : { hosts }),
      )
      if (json) output.print(JSON.stringify(found))
      else if (found.length === 0) {
        output.say('Nothing is known of these hosts yet. Simulated ones are shown when named.')
      } else for (const host of found) output.print(progressLine(host))
    })
}
