import {
  componentsOf,
  LabError,
  plugNames,
  toErrorData,
  type Clock,
  type ComponentId,
  type PlugId,
} from '../../shared/base/index.ts'
import type { PlugState } from '../../shared/lab/view.ts'
import type { Component } from '../component.ts'
import { createQueue } from '../queue.ts'
import type { Record as RecordFacts } from '../record.ts'
import { tryEach } from '../try-each.ts'

export type PlugStates = Readonly<Partial<Record<ComponentId, PlugState>>>

export type Plugs = {
  /** Stops what is behind the plug; a journal that takes nothing leaves it as it was. `LabError` `plug.already-out`. */
  pull(plug: PlugId): Promise<void>
  /**
   * Starts what is behind the plug and lets it prove itself. `LabError` `plug.not-out`,
   * `plug.not-healed`, or why it could not start.
   */
  restore(plug: PlugId): Promise<void>
  /** Restores all that is out or broken down. Tries each; rejects with the first error. */
  restoreAll(): Promise<void>
  /** Has these prove themselves, as far as they are in: after a fault, say. `plug.not-healed`. */
  prove(components: readonly ComponentId[]): Promise<void>
  /** Starts all in order. If one cannot start, those before it are stopped and its error is thrown. */
  startAll(): Promise<void>
  /** Stops all in the reverse order. */
  stopAll(): Promise<void>
  state(): PlugStates
}

/** ms a component has for its proof. */
const proofTime = 10_000

/**
 * The plugs of the lab: one for each component, and the pair that together is the Auto Deploy
 * server. One action at a time; a pull ends a proof that is under way.
 */
export const createPlugs = ({
  components,
  record,
  clock,
}: {
  readonly components: readonly Component[]
  readonly record: RecordFacts
  readonly clock: Clock
}): Plugs => {
  const states = new Map<ComponentId, PlugState>(components.map(({ id }) => [id, 'out']))
  const inTurn = createQueue()
  const proof = { running: new AbortController() }

  /** A component that broke down by itself says so; nobody else can. One that was pulled after that is out on purpose. */
  const stateOf = (component: Component): PlugState => {
    const kept = states.get(component.id) ?? 'out'
    return kept !== 'out' && component.problem?.() !== undefined ? 'failed' : kept
  }
  const behind = (plug: PlugId) =>
    components.filter((component) => componentsOf(plug).includes(component.id))
  const isIn = (component: Component) => ['in', 'proving'].includes(stateOf(component))

  const start = async (component: Component) => {
    try {
      const on = await component.start()
      states.set(component.id, 'proving')
      return { type: 'component.started', component: component.id, on } as const
    } catch (error) {
      states.set(component.id, 'failed')
      const { code, message } = toErrorData(error)
      await record({ type: 'component.failed', component: component.id, reason: { code, message } })
      throw error
    }
  }

  const stop = async (component: Component) => {
    await component.stop()
    states.set(component.id, 'out')
    return { type: 'component.stopped', component: component.id } as const
  }

  /** What was stopped and could not be told of is as it was: whoever reads the journal takes it to be so. */
  const putBack = async (component: Component, before: PlugState) => {
    if (before === 'in') await component.start()
    states.set(component.id, before)
  }

  const prove = async (component: Component) => {
    const began = clock.now()
    try {
      const steps = await withDeadline(clock, proof.running.signal, (signal) =>
        component.prove(signal),
      )
      states.set(component.id, 'in')
      await record({
        type: 'plug.healed',
        component: component.id,
        steps: [...steps],
        took: clock.now() - began,
      })
    } catch (error) {
      states.set(component.id, 'failed')
      const { code, message } = toErrorData(error)
      await record({ type: 'plug.notHealed', component: component.id, reason: { code, message } })
      throw new LabError(
        'plug.not-healed',
        `${plugNames[component.id]} did not answer its own test: ${message}`,
        { component: component.id, cause: code },
        error,
      )
    }
  }

  /** What runs and could not be told of is stopped: else it would stand there unproven for good. */
  const startAgain = async (plug: PlugId, component: Component) => {
    if (stateOf(component) === 'failed') await component.stop()
    const started = await start(component)
    try {
      await record(started, { type: 'plug.restored', plug, component: component.id })
    } catch (error) {
      await stop(component)
      throw error
    }
  }

  /** All are started before the first proves itself: one may need another to answer. What fails keeps no other from its proof. */
  const bringBack = (plug: PlugId, these: readonly Component[]) => {
    proof.running = new AbortController()
    const isStarted = ({ id }: Component) => states.get(id) === 'proving'
    return tryEach([
      ...these.map((component) => () => startAgain(plug, component)),
      ...these.map((component) => () => isStarted(component) && prove(component)),
    ])
  }

  /** All are stopped before a word is written: a journal that takes nothing keeps none of them open. */
  const unwind = async (these: readonly Component[]) => {
    const stopped: Awaited<ReturnType<typeof stop>>[] = []
    for (const component of these.toReversed())
      if (stateOf(component) !== 'out') stopped.push(await stop(component))
    if (stopped.length > 0) await record(...stopped)
  }

  return {
    pull(plug) {
      proof.running.abort(new LabError('plug.not-healed', 'The plug was pulled during the proof.'))
      return inTurn(async () => {
        const these = behind(plug).filter((component) => stateOf(component) !== 'out')
        if (these.length === 0)
          throw new LabError('plug.already-out', `${plugNames[plug]} is unplugged already.`, {
            plug,
          })
        for (const component of these) {
          const before = stateOf(component)
          const stopped = await stop(component)
          try {
            await record({ type: 'plug.pulled', plug, component: component.id }, stopped)
          } catch (error) {
            await putBack(component, before).catch(() => states.set(component.id, 'failed'))
            throw error
          }
        }
      })
    },
    restore: (plug) =>
      inTurn(async () => {
        const these = behind(plug).filter((component) => !isIn(component))
        if (these.length === 0)
          throw new LabError('plug.not-out', `${plugNames[plug]} is plugged in.`, { plug })
        await bringBack(plug, these)
      }),
    restoreAll: () =>
      inTurn(async () => {
        const errors: unknown[] = []
        for (const component of components.filter((each) => !isIn(each)))
          await bringBack(component.id, [component]).catch((error: unknown) => errors.push(error))
        if (errors.length > 0) throw errors[0]
      }),
    prove: (ids) =>
      inTurn(async () => {
        proof.running = new AbortController()
        const these = components.filter(({ id }) => ids.includes(id))
        for (const component of these.filter(isIn)) await prove(component)
      }),
    startAll: () =>
      inTurn(async () => {
        try {
          for (const component of components) {
            await record(await start(component))
            states.set(component.id, 'in')
          }
        } catch (error) {
          await unwind(components)
          throw error
        }
      }),
    stopAll() {
      proof.running.abort(new LabError('plug.not-healed', 'The lab is closing.'))
      return inTurn(() => unwind(components))
    },
    state: () =>
      Object.fromEntries(components.map((component) => [component.id, stateOf(component)])),
  }
}

/** Ends the task after `proofTime`, or when the outer signal does. */
const withDeadline = async <T>(
  clock: Clock,
  outer: AbortSignal,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const over = new AbortController()
  const signal = AbortSignal.any([outer, over.signal])
  outer.throwIfAborted()
  const deadline = clock.sleep(proofTime, signal).then(() => {
    throw new LabError('plug.not-healed', 'The proof took too long.', { ms: proofTime })
  })
  try {
    return await Promise.race([task(signal), deadline])
  } finally {
    deadline.catch(() => undefined)
    over.abort()
  }
}
