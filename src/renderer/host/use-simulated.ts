import { useLab } from '../client/react.tsx'

/** Whether the lab itself is this host: only then has it power, cable and disks that can be worked from here. */
export const useSimulated = (id: string): boolean =>
  useLab((lab) =>
    lab.state.document.hosts.some((host) => host.id === id && host.kind === 'simulated'),
  )
