import { fork } from 'node:child_process'
import { fromErrorData, LabError, toErrorData } from '../../../shared/base/index.ts'
import type { Fact } from '../../../shared/facts/index.ts'
import type { Record } from '../../record.ts'
import type { FromRack, HostSpec, Order, RackSettings, Surroundings, ToRack } from './messages.ts'

/** The rack in a process of its own, as the house speaks to it. */
export type RackProcess = {
  arrange(hosts: readonly HostSpec[], surroundings: Surroundings): void
  /** Resolves when what the order brought about is durable. Rejects when a host could not obey. */
  order(order: Order, hosts: readonly string[]): Promise<void>
  /** Switches every host off and ends the process. */
  stop(signal: AbortSignal): Promise<void>
}

type Pending = { readonly resolve: () => void; readonly reject: (error: unknown) => void }

/** What the system refused keeps its own code: there is more to do then than to switch the hosts on again. */
const lost = (error: unknown): LabError => {
  const { code, message } = toErrorData(error)
  return new LabError(
    code === 'lab.unexpected' ? 'hosts.thread-lost' : code,
    `The simulated hosts' process ended: ${message}`,
    {},
    error,
  )
}

/**
 * Starts the process, in a session of its own: it gives way as a whole (`give-way.ts`), and a Ctrl-C in the terminal is
 * ours to act on. Facts become durable in the order the rack reports them, and only then are they
 * acknowledged. When the process is lost, `onLost` is told and what was asked of it rejects.
 */
export const startProcess = ({
  worker: script,
  settings,
  record,
  onDefect,
  onLost,
}: {
  readonly worker: URL
  readonly settings: RackSettings
  readonly record: Record
  readonly onDefect: (host: string, message: string) => void
  readonly onLost: (error: LabError) => void
}): RackProcess => {
  const child = fork(script, [JSON.stringify(settings)], {
    detached: true,
    // What our own process was started with (a profiler, a test's loader) is not meant for it.
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => {
    for (const event of ['exit', 'error']) child.once(event, () => resolve())
  })
  const pending = new Map<number, Pending>()
  let next = 0
  let over = false

  const send = (message: ToRack): void => {
    // One that could not be started, or is ending, tells so itself.
    if (child.connected) child.send(message)
  }
  const lose = (error: unknown) => {
    if (over) return
    over = true
    const reason = lost(error)
    for (const { reject } of pending.values()) reject(reason)
    pending.clear()
    onLost(reason)
    child.kill('SIGKILL')
  }
  const keep = async (batch: number, facts: readonly Fact[]) => {
    try {
      await record(...facts)
      if (!over) send({ kind: 'recorded', batch })
    } catch (error) {
      lose(error)
    }
  }
  child.on('message', (message: FromRack) => {
    switch (message.kind) {
      case 'facts':
        void keep(message.batch, message.facts)
        return
      case 'done':
        pending.get(message.id)?.resolve()
        pending.delete(message.id)
        return
      case 'failed':
        pending.get(message.id)?.reject(fromErrorData(message.error))
        pending.delete(message.id)
        return
      case 'defect':
        onDefect(message.host, message.error.message)
        return
      case 'broken':
        lose(fromErrorData(message.error))
    }
  })
  child.on('error', lose)
  child.on('exit', (code, signal) => lose(new Error(String(signal ?? code))))

  const ask = (
    kind: { kind: 'order'; order: Order; hosts: readonly string[] } | { kind: 'stop' },
  ) =>
    new Promise<void>((resolve, reject) => {
      next += 1
      pending.set(next, { resolve, reject })
      send({ ...kind, id: next })
    })

  return {
    arrange: (hosts, surroundings) => send({ kind: 'arrange', hosts, surroundings }),
    order: (order, hosts) => ask({ kind: 'order', order, hosts }),
    stop: async (signal) => {
      if (over) return
      const late = new Promise<void>((resolve) => {
        if (signal.aborted) resolve()
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      await Promise.race([ask({ kind: 'stop' }), late])
      over = true
      child.kill('SIGKILL')
      await ended
    },
  }
}
