import type { ServerPace, StormStage } from '../../shared/storm/index.ts'

/**
 * What the house does for one host in each stage (ms of its time), what it takes for any number of
 * hosts, and the image bytes it sends a second. Measured with `npm run bench -- storm`: 1,000 simulated hosts on two cores, which share them
 * with the services.
 */
export const measuredPace: ServerPace = {
  perHost: { address: 2.7, loader: 3.7, script: 5.5, image: 0, system: 0.6, compliant: 0.4 },
  fixed: { address: 700, loader: 0, script: 100, image: 600, system: 150, compliant: 250 },
  sends: 900_000_000,
}

/** How long a machine takes by itself, in ms at speed 1, given how long its firmware tests it. */
export const machinePace = (
  selfTest: number,
  timings: {
    readonly linkUp: number
    readonly ipxeStart: number
    readonly kernelStart: number
    /** mboot's countdown. */
    readonly countdown: number
  },
): Readonly<Record<StormStage, number>> => ({
  address: selfTest + timings.linkUp,
  loader: 0,
  script: timings.ipxeStart,
  image: timings.countdown,
  system: timings.kernelStart,
  compliant: 0,
})
