import type { HostView } from './view.ts'

type Met = Pick<HostView, 'state' | 'source' | 'networkTrack' | 'diskTrack'>

/**
 * Whether vCenter has met the system that runs; until it does, its word is of the one before the restart, and stands
 * however long vCenter is away. An installed system is the same one over its restarts.
 */
export const isMet = ({ state, source, networkTrack, diskTrack }: Met): boolean =>
  state !== 'running' ||
  source === 'installed' ||
  ![...networkTrack, ...diskTrack].some((step) => step.id === 'vcenter' && step.state === 'active')

/** Whether vCenter is connected to the system that runs. */
export const isConnected = (host: Met & Pick<HostView, 'connection'>): boolean =>
  host.connection === 'connected' && isMet(host)
