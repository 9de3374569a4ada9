import { createActor, fromCallback } from 'xstate'
import { neededNoMore, type Clock } from '../../../shared/base/index.ts'
import type { Fact, FactOf, HostPart, Tampering } from '../../../shared/facts/index.ts'
import { hostMachine, type ProgramInput } from '../../../shared/host/index.ts'
import type { Network } from '../../net/network.ts'
import type { Bench, Program, Ram } from './bench.ts'
import { diskBoot } from './disk-boot.ts'
import { createDisks, tamperWith } from './disks.ts'
import { firmware } from './firmware.ts'
import { createHostLog, entriesOf } from './host-log.ts'
import type { SharedMemory } from './memory.ts'
import type { HostSpec, Surroundings } from './messages.ts'
import { networkBoot, noImageScreen } from './network-boot.ts'
import { kernel, system } from './system.ts'
import type { Shelf } from './shelf.ts'
import { shortestPatience } from './timings.ts'
import { createUplink } from './uplink.ts'
import { createQueue } from '../../queue.ts'

/** A simulated host: a chart that moves on facts, and programs that bring them about. */
export type Machine = {
  powerOn(): Promise<void>
  powerOff(by: FactOf<'host.poweredOff'>['by']): Promise<void>
  reboot(): Promise<void>
  /** Pulls or plugs all network cables, or all disks, whether the power is on or not. */
  plug(part: HostPart, isIn: boolean): Promise<void>
  /** Does something to the image on its disk. */
  tamper(how: Tampering): Promise<void>
}

export type MachineParts = {
  readonly spec: () => HostSpec
  readonly surroundings: () => Surroundings
  /** Folder of its disks. */
  readonly folder: string
  readonly network: Network
  readonly readTftp: Bench['readTftp']
  readonly memory: SharedMemory
  readonly shelf: Shelf
  readonly clock: Clock
  readonly random: () => number
  /** Resolves when the fact is durable. */
  readonly record: (fact: Fact) => Promise<void>
  readonly onDefect: (error: unknown) => void
}

/** Longest real pause between two looks at the lab's speed, in ms. */
const slice = 500

/** Sleeps `ms` of the machine's time; a change of speed counts at once. */
const pauseFor = async (
  ms: number,
  clock: Clock,
  speed: () => number,
  signal: AbortSignal,
): Promise<void> => {
  for (let left = ms; left > 0;) {
    const real = Math.min(left / speed(), slice)
    const begun = speed()
    await clock.sleep(real, signal)
    left -= real * begun
  }
}

type Power = { readonly control: AbortController; readonly ram: Ram }

/** Begins a program of one machine; returns how to end it. */
type Begin = (program: Program, tried: number) => () => void

/** By actor system: the machine whose chart it runs. */
const machines = new WeakMap<object, Begin>()

const actorOf = (program: Program) =>
  fromCallback<Fact, ProgramInput>(({ input, system }) =>
    machines.get(system)?.(program, input.tried),
  )

/** One chart for all machines: a thousand of them would cost more to build, and to keep, than the machines themselves. */
const chart = hostMachine.provide({
  actors: {
    firmware: actorOf(firmware),
    networkBoot: actorOf(networkBoot),
    noImageScreen: actorOf(noImageScreen),
    diskBoot: actorOf(diskBoot),
    kernel: actorOf(kernel),
    system: actorOf(system),
  },
})

export const createMachine = (parts: MachineParts): Machine => {
  const { clock, random, readTftp, memory, shelf } = parts
  const uplink = createUplink(parts.network)
  const disks = createDisks(parts.folder)
  const host = (): string => parts.spec().id
  let power: Power | undefined
  /** Programs that have not ended yet; a switch waits for them, so that their sockets are free again. */
  const running = new Set<Promise<void>>()

  /** The fact is durable; then it moves the chart. */
  const tell = async (fact: Fact): Promise<void> => {
    await parts.record(fact)
    for (const entry of entriesOf(fact, clock.now(), host())) power?.ram.log.write(entry)
    actor.send(fact)
  }

  const benchFor = ({ control, ram }: Power, signal: AbortSignal): Bench => ({
    spec: parts.spec(),
    surroundings: parts.surroundings(),
    ram,
    uplink,
    readTftp,
    memory,
    disks,
    shelf,
    clock,
    random,
    signal,
    report: async (fact) => {
      signal.throwIfAborted()
      await tell(fact)
    },
    pause: (ms) => pauseFor(ms, clock, () => parts.surroundings().speed, signal),
    restart: (by) => void inTurn(() => restart(by)),
    lasting: () => benchFor({ control, ram }, control.signal),
    patience: (ms) => Math.max(ms / parts.surroundings().speed, shortestPatience),
  })

  const run = async (program: Program, tried: number, signal: AbortSignal): Promise<void> => {
    if (power === undefined) return
    try {
      await program(benchFor(power, signal), tried)
    } catch (error) {
      if (signal.aborted) return
      parts.onDefect(error)
      void inTurn(() => switchOff('stop'))
    }
  }

  const begin: Begin = (program, tried) => {
    const state = new AbortController()
    const signals = power === undefined ? [] : [power.control.signal]
    const ended = run(program, tried, AbortSignal.any([state.signal, ...signals]))
    running.add(ended)
    void ended.finally(() => running.delete(ended))
    return () => state.abort(neededNoMore)
  }

  const actor = createActor(chart)
  machines.set(actor.system, begin)
  actor.start()

  const cut = async (): Promise<void> => {
    power?.control.abort()
    for (const page of power?.ram.pages ?? []) page.release()
    power = undefined
    await Promise.all(running)
  }
  const energise = () => {
    power = {
      control: new AbortController(),
      ram: { startedAt: clock.now(), log: createHostLog(), pages: [] },
    }
  }
  const switchOn = async () => {
    if (power !== undefined) return
    energise()
    await tell({ type: 'host.poweredOn', host: host(), by: 'operator' })
  }
  const switchOff = async (by: FactOf<'host.poweredOff'>['by']) => {
    if (power === undefined) return
    await cut()
    await tell({ type: 'host.poweredOff', host: host(), by })
  }
  const restart = async (by: FactOf<'host.rebooted'>['by']) => {
    if (power === undefined) return switchOn()
    await cut()
    energise()
    return tell({ type: 'host.rebooted', host: host(), by })
  }

  const plug = async (part: HostPart, isIn: boolean) => {
    const thing = part === 'uplink' ? uplink : disks
    if (isIn === thing.isIn()) return
    thing.plug(isIn)
    const type = isIn ? 'host.partPluggedIn' : 'host.partUnplugged'
    await tell({ type, host: host(), part })
  }
  const tamper = async (how: Tampering) => {
    const message = await tamperWith(disks, parts.spec(), how)
    if (message !== undefined) await tell({ type: 'host.diskTampered', host: host(), how, message })
  }

  /** Switches act one after the other; one that fails keeps none of the next. */
  const inTurn = createQueue()

  return {
    powerOn: () => inTurn(switchOn),
    powerOff: (by) => inTurn(() => switchOff(by)),
    reboot: () => inTurn(() => restart('operator')),
    plug: (part, isIn) => inTurn(() => plug(part, isIn)),
    tamper: (how) => inTurn(() => tamper(how)),
  }
}
