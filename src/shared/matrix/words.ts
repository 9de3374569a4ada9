import type { NetworkStage } from '../facts/index.ts'
import type { Cell } from './grid.ts'

/** Stages of a network boot, for people. */
const stages: Readonly<Record<NetworkStage, string>> = {
  link: 'without a link',
  dhcp: 'at DHCP',
  loader: 'at TFTP',
  ipxe: 'in iPXE',
  tramp: 'at the waiter',
  register: 'at the decision',
  bootConfig: 'at boot.cfg',
  image: 'in the image',
}

/** How the network boot ended. */
export const endingInWords = ({ failedAt, state, image }: Cell): string => {
  if (state === 'noImage') return 'error screen, reboots'
  if (image === 'installed') return 'not needed'
  return failedAt === undefined ? 'completes' : `fails ${stages[failedAt]}`
}

const images = {
  streamed: 'streamed',
  cached: 'cached copy',
  installed: 'installed',
  none: 'none',
} as const
const links = {
  automatic: 'automatic',
  manual: 'by hand',
  automaticLater: 'afterwards, automatic',
  manualLater: 'afterwards, by hand',
  impossible: 'impossible',
  none: '-',
} as const
const verdicts = { compliant: 'compliant', nonCompliant: 'non-compliant', unknown: '-' } as const

/** The columns of the grid, with what a cell has to say in each. */
export const columns: readonly {
  readonly title: string
  readonly of: (cell: Cell) => string
}[] = [
  { title: 'network boot', of: endingInWords },
  { title: 'image', of: ({ image }) => images[image] },
  { title: 'vCenter', of: ({ link }) => links[link] },
  { title: "administrator's work", of: ({ work }) => work },
  { title: 'flag', of: ({ flag }) => (flag ? 'yes' : 'no') },
  { title: 'compliance', of: ({ compliance }) => verdicts[compliance] },
  { title: 'VMs', of: ({ takesVms }) => (takesVms ? 'yes' : 'no') },
  { title: 'cleared by', of: ({ clears }) => (clears === 'nothing to clear' ? '-' : clears) },
]
