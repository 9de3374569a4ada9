import { Worker } from 'node:worker_threads'
import { fromErrorData, LabError, toErrorData } from '../../../shared/base/index.ts'
import type { Fact } from '../../../shared/facts/index.ts'
import type { Record } from '../../record.ts'
import type { FromRack, HostSpec, Order, RackSettings, Surroundings } from './messages.ts'

/** The rack in a thread of its own, as the house speaks to it. */
export type Thread = {
  arrange(hosts: readonly HostSpec[], surroundings: Surroundings): void
  /** Resolves when what the order brought about is durable. Rejects when a host could not obey. */
  order(order: Order, hosts: readonly string[]): Promise<void>
  /** Switches every host off and ends the thread. */
  stop(signal: AbortSignal): Promise<void>
}

type Pending = { readonly resolve: () => void; readonly reject: (error: unknown) => void }

const lost = (error: unknown): LabError => {
  const { message } = toErrorData(error)
  return new LabError(
    'hosts.thread-lost',
    `The simulated hosts' thread ended: ${message}`,
    {},
    error,
  )
}

/**
 * Starts the thread. Facts become durable in the order the rack reports them, and only then are they
 * acknowledged. When the thread is lost, `onLost` is told and what was asked of it rejects.
 */
export const startThread = ({
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
}): Thread => {
  const worker = new Worker(script, { workerData: settings })
  const pending = new Map<number, Pending>()
  let next = 0
  let over = false

  const lose = (error: unknown) => {
    if (over) return
    over = true
    const reason = lost(error)
    for (const { reject } of pending.values()) reject(reason)
    pending.clear()
    onLost(reason)
    void worker.terminate()
  }
  const keep = async (batch: number, facts: readonly Fact[]) => {
    try {
      await record(...facts)
      if (!over) worker.postMessage({ kind: 'recorded', batch })
    } catch (error) {
      lose(error)
    }
  }
  worker.on('message', (message: FromRack) => {
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
    }
  })
  worker.on('error', lose)

  const ask = (
    kind: { kind: 'order'; order: Order; hosts: readonly string[] } | { kind: 'stop' },
  ) =>
    new Promise<void>((resolve, reject) => {
      next += 1
      pending.set(next, { resolve, reject })
      worker.postMessage({ ...kind, id: next })
    })

  return {
    arrange: (hosts, surroundings) => worker.postMessage({ kind: 'arrange', hosts, surroundings }),
    order: (order, hosts) => ask({ kind: 'order', order, hosts }),
    stop: async (signal) => {
      if (over) return
      const late = new Promise<void>((resolve) => {
        if (signal.aborted) resolve()
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      await Promise.race([ask({ kind: 'stop' }), late])
      over = true
      await worker.terminate()
    },
  }
}
