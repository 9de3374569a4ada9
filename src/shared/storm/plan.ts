/** Stages of a boot that a storm is planned and measured by, in order. */
export const stormStages = ['address', 'loader', 'script', 'image', 'system', 'compliant'] as const
export type StormStage = (typeof stormStages)[number]

/** What limits a stage: the machine's own pace, the server's work, or the wire. */
export type Bound = 'machine' | 'server' | 'link'

/** What the planner goes by. Times in ms, sizes in bytes, rates in bytes a second. */
export type StormInput = {
  readonly hosts: number
  /** Hosts that boot at the same time. */
  readonly atOnce: number
  /** Hosts of each wave, where clusters decide that; without it waves are full but for the last. */
  readonly waves?: readonly number[]
  readonly imageBytes: number
  /** The wire that all hosts share; without it nothing but the server limits them. */
  readonly link?: number
  /** The lab's speed: simulated machines are that much faster than life. */
  readonly speed: number
  /** How long a machine takes for a stage by itself, at speed 1. */
  readonly machine: Readonly<Record<StormStage, number>>
  readonly server: ServerPace
  /** Hosts the waiter lets boot at the same time; past it they are turned away. */
  readonly boots?: number
}

/** What one server can do. */
export type ServerPace = {
  /** Work for one host in a stage. */
  readonly perHost: Readonly<Record<StormStage, number>>
  /** What a stage takes however few hosts there are: waits that no speed shortens. */
  readonly fixed: Readonly<Record<StormStage, number>>
  /** Bytes of images it sends a second. */
  readonly sends: number
}

export type StagePlan = { readonly stage: StormStage; readonly took: number; readonly bound: Bound }

export type StormPlan = {
  readonly waves: number
  /** The largest wave, stage by stage, from its power-on to its last host. */
  readonly stages: readonly StagePlan[]
  readonly wave: number
  readonly total: number
  /** Hosts that the waiter would turn away: they go on to their disks. */
  readonly turnedAway: number
}

const slowest = (parts: Readonly<Record<Bound, number>>): Bound => {
  const order: readonly Bound[] = ['machine', 'server', 'link']
  return order.reduce((worst, each) => (parts[each] > parts[worst] ? each : worst))
}

const stageOf = (input: StormInput, hosts: number, stage: StormStage): StagePlan => {
  const { machine, server, link, imageBytes, speed } = input
  const bytes = stage === 'image' ? hosts * imageBytes : 0
  const parts = {
    machine: machine[stage] / speed,
    server: server.fixed[stage] + hosts * server.perHost[stage] + (bytes / server.sends) * 1000,
    link: link === undefined ? 0 : (bytes / link) * 1000,
  }
  // Server and wire work at the same time; each machine's own time comes on top.
  const took = parts.machine + Math.max(parts.server, parts.link)
  return { stage, took, bound: slowest(parts) }
}

const waveOf = (input: StormInput, hosts: number): readonly StagePlan[] =>
  stormStages.map((stage) => stageOf(input, hosts, stage))

const sum = (stages: readonly StagePlan[]): number =>
  stages.reduce((total, { took }) => total + took, 0)

const fullWaves = ({ hosts, atOnce }: StormInput): readonly number[] => {
  const full = Math.max(1, Math.min(atOnce, hosts))
  const count = Math.max(1, Math.ceil(hosts / full))
  return Array.from({ length: count }, (_, wave) => Math.min(full, hosts - wave * full))
}

/**
 * How long a boot storm takes. Assumes that the hosts of a wave start together and reach each stage
 * together, that they share server and wire evenly, that nothing fails, and that a wave starts when the
 * one before it has settled.
 */
export const planStorm = (input: StormInput): StormPlan => {
  const waves = input.waves ?? fullWaves(input)
  const largest = Math.max(0, ...waves)
  const boots = input.boots ?? largest
  const stages = waveOf(input, Math.min(largest, boots))
  const total = waves.reduce((time, hosts) => time + sum(waveOf(input, Math.min(hosts, boots))), 0)
  const turnedAway = waves.reduce((count, hosts) => count + Math.max(0, hosts - boots), 0)
  return { waves: waves.length, stages, wave: sum(stages), total, turnedAway }
}
