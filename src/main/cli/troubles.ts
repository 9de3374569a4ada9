import { errorCodes, isErrorCode, plugNames } from '../../shared/base/index.ts'
import type { Fact, FactType, Recorded } from '../../shared/facts/index.ts'
import type { JournalStore } from '../journal/index.ts'
import { momentOf } from './moment.ts'
import type { Output } from './output.ts'
import { restoreLine } from './restore.ts'

const types: readonly FactType[] = [
  'component.failed',
  'dhcp.finding',
  'waiter.authorityReplaced',
  'journal.lost',
  'lab.slept',
  'lab.moved',
  'syslog.deaf',
]

/** More than this many troubles are not told of an opening. */
const most = 100

/** That a service stopped, or what keeps a host from booting, and what to do; undefined for other facts. */
const told = (fact: Fact, folder: string): string | undefined => {
  switch (fact.type) {
    case 'component.failed': {
      const { code, message } = fact.reason
      const remedy = isErrorCode(code) ? `\n  remedy  ${errorCodes[code]}` : ''
      return `${plugNames[fact.component]} stopped: ${message}${remedy}\n  then    ${restoreLine(fact.component, folder)}`
    }
    case 'dhcp.finding':
      return `${fact.finding.message}\n  remedy  ${fact.proposal}`
    case 'waiter.authorityReplaced':
      return `The certificate authority of the waiter was not valid at this time and has been replaced.\n  remedy  Give what trusted it the new one: ${fact.file}`
    case 'journal.lost':
      return `The disk has changed a ${fact.what} (${fact.name}), which is lost; the lab goes on without it.\n  remedy  Check the disk, and keep a copy of the lab (export).`
    case 'lab.slept':
      return `The computer slept, or the program was halted, from ${momentOf(fact.from)} to ${momentOf(fact.to)}. Nobody was served meanwhile.`
    case 'lab.moved':
      return `The folder of the lab is no longer at ${fact.folder}, where it still writes files.\n  remedy  Move it back, or stop the lab and open it where it is now.`
    case 'syslog.deaf':
      return `Logs of hosts are not received at ${fact.on}: ${fact.reason.message} All else goes on, and it is tried again.`
    default:
      return undefined
  }
}

/**
 * For who serves without looking at the screen: troubles since `since` (ms since the epoch), when the lab began to open, and as
 * they come. Resolves with how to stop.
 */
export const tellTroubles = async (
  journal: Pick<JournalStore, 'last' | 'read' | 'subscribe'>,
  {
    since,
    folder,
    output,
  }: { readonly since: number; readonly folder: string; readonly output: Output },
): Promise<() => void> => {
  const tell = (facts: readonly Recorded[]) => {
    for (const { fact } of facts) {
      const text = told(fact, folder)
      if (text !== undefined) output.say(text)
    }
  }
  const leave = journal.subscribe(tell)
  const before = journal.last() + 1
  const earlier = await journal.read({ after: 0, before, types, take: 'last', limit: most })
  tell(earlier.filter(({ at }) => at >= since))
  return leave
}
