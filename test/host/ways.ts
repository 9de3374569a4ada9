import { createActor, fromCallback, initialTransition, transition } from 'xstate'
import { hostOf, type Fact, type Recorded } from '../../src/shared/facts/index.ts'
import {
  chartStateOf,
  foldHost,
  hostMachine,
  type ChartState,
  type HostSnapshot,
  type HostView,
  type ProgramInput,
} from '../../src/shared/host/index.ts'

/** What a chart went through: each standing once, in order. */
export type Path = readonly string[]

const standing = ({
  state,
  connection,
  compliance,
}: Pick<ChartState, 'state' | 'connection' | 'compliance'>): string =>
  `${state} ${connection} ${compliance}`

const createPath = () => {
  const path: string[] = []
  return {
    path,
    add: (text: string) => {
      if (path.at(-1) !== text) path.push(text)
    },
  }
}

export const aboutHost = (facts: readonly Recorded[], host: string): readonly Recorded[] =>
  facts.filter(({ fact }) => hostOf(fact) === host)

/** Which facts each program of a simulated host may report. */
const mayReport: Readonly<Record<string, RegExp>> = {
  firmware: /^firmware\.(deviceTried|noBootDevice)$/,
  networkBoot:
    /^(firmware\.(linkUp|addressed|loaderReceived|networkFailed)|ipxe\..*|mboot\..*|kernel\.started|host\.noImageScreen)$/,
  noImageScreen: /^firmware\.networkFailed$/,
  diskBoot: /^(disk\.image.*|kernel\.started)$/,
  kernel: /^esxi\.up$/,
  system: /^(esxi\.addressed|disk\.cache.*)$/,
}

const isOwn = (fact: Fact): boolean => Object.values(mayReport).some((own) => own.test(fact.type))
const isOutside = (fact: Fact): boolean => /^(dhcp|tftp|waiter|rules)\./.test(fact.type)

/**
 * The chart drives: programs are provided, and each reports the recorded facts while the chart runs
 * it, and no others. Throws when a fact comes up that no running program may report.
 */
export const drive = (facts: readonly Recorded[]): Path => {
  const { path, add } = createPath()
  const running = new Set<string>()
  const program = (name: string) =>
    fromCallback<Fact, ProgramInput>(() => {
      running.add(name)
      return () => running.delete(name)
    })
  const actor = createActor(
    hostMachine.provide({
      actors: {
        firmware: program('firmware'),
        networkBoot: program('networkBoot'),
        noImageScreen: program('noImageScreen'),
        diskBoot: program('diskBoot'),
        kernel: program('kernel'),
        system: program('system'),
      },
    }),
  )
  actor.subscribe((snapshot) => add(standing(chartStateOf(snapshot))))
  actor.start()
  for (const { fact } of facts) {
    if (isOutside(fact)) continue
    if (isOwn(fact) && ![...running].some((name) => mayReport[name]?.test(fact.type)))
      throw new Error(`${fact.type} while ${[...running].join(', ')} ran`)
    actor.send(fact)
  }
  actor.stop()
  return path
}

/** The chart is stepped by every fact, as a view does it. */
export const step = (facts: readonly Recorded[]): Path => {
  const { path, add } = createPath()
  let [snapshot]: readonly [HostSnapshot, ...unknown[]] = initialTransition(hostMachine)
  add(standing(chartStateOf(snapshot)))
  for (const { fact } of facts) {
    ;[snapshot] = transition(hostMachine, snapshot, fact)
    add(standing(chartStateOf(snapshot)))
  }
  return path
}

/** The view's fold, which keeps no snapshot. */
export const fold = (facts: readonly Recorded[], from?: HostView): Path => {
  const { path, add } = createPath()
  add('off absent unknown')
  facts.reduce<HostView | undefined>((view, recorded) => {
    const next = foldHost(view, recorded)
    add(standing(next))
    return next
  }, from)
  return path
}

/** The chart infers: only what the services saw, as of a physical host. */
export const observe = (facts: readonly Recorded[]): Path =>
  step(facts.filter(({ fact }) => /^(dhcp|tftp|waiter|rules|vcenter)\./.test(fact.type)))
