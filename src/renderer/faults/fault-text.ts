import type { Strings } from '../strings/index.tsx'
import type { StandingFault } from './standing.ts'

/** A fault in one line: what it does, to which message, for whom. */
export const faultText = ({ fault }: Pick<StandingFault, 'fault'>, { faults }: Strings): string => {
  const effects: Readonly<Record<string, string>> = faults.effects
  return [
    effects[fault.effect.kind] ?? fault.effect.kind,
    fault.message ?? faults.anyMessage,
    fault.hosts === undefined ? undefined : fault.hosts.join(', '),
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}
