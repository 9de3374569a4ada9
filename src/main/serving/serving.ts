import { LabError } from '../../shared/base/index.ts'
import type { Level } from '../../shared/contract/index.ts'
import type { DhcpMode } from '../../shared/document/index.ts'
import type { Component } from '../component.ts'
import type { Joint } from '../net/index.ts'
import type { Record } from '../record.ts'
import { servedNetwork, type ServedNetwork } from './named.ts'

/** A service on the served network, and where it joins the same service of the lab. */
export type ServedPart = { readonly joint: Joint; readonly part: Component }

/** What the network outside of this computer sees of the lab. One real interface at a time. */
export type Serving = {
  level(): Level
  /** Begins on a network that was named and confirmed. `LabError` `net.already-serving`, or why a part did not start. */
  begin(served: ServedNetwork): Promise<void>
  /** The same by name; `typed` is the name as a person typed it. Also the errors of `servedNetwork`. */
  serve(order: {
    readonly interface: string
    readonly typed: string
    readonly mode: DhcpMode
    readonly pool?: string | undefined
  }): Promise<void>
  /** Closes every socket on the real interface at once, also while they open. Harmless in the lab alone. */
  stop(): Promise<void>
}

type Current = {
  readonly level: Exclude<Level, { kind: 'lab' }>
  readonly parts: readonly ServedPart[]
  readonly over: AbortController
}

export const createServing = ({
  makeParts,
  record,
}: {
  /** The services of a network; when it is only observed, DHCP alone. */
  readonly makeParts: (served: ServedNetwork) => Promise<readonly ServedPart[]>
  readonly record: Record
}): Serving => {
  let current: Current | undefined

  /** What each service listens on now: the plugs tell it to whoever looks. */
  const whereabouts = (parts: readonly ServedPart[]) =>
    parts.flatMap(({ joint }) => {
      const on = joint.on()
      return on === undefined
        ? []
        : [{ type: 'component.started', component: joint.id, on } as const]
    })

  const close = async ({ parts, over }: Current) => {
    over.abort(new LabError('net.serving-ended', 'Serving was stopped while it began.'))
    current = undefined
    await Promise.all(parts.map(({ joint, part }) => joint.leave(part)))
  }

  const begin = async (served: ServedNetwork) => {
    const { network, plan } = served
    const mode = plan.dhcp?.mode ?? 'authoritative'
    const { name, address } = network
    if (current !== undefined)
      throw new LabError(
        'net.already-serving',
        `Headwaiter is on ${current.level.interface} already.`,
        { interface: current.level.interface },
      )
    const over = new AbortController()
    const kind = mode === 'observe' ? 'observe' : 'serve'
    const parts = await makeParts(served)
    const now: Current = { level: { kind, interface: name, mode }, parts, over }
    current = now
    try {
      for (const { joint, part } of parts) {
        await joint.join(part)
        over.signal.throwIfAborted()
      }
    } catch (error) {
      await close(now)
      throw error
    }
    await record(
      { type: 'net.serveStarted', interface: name, address, mode },
      ...whereabouts(parts),
    )
  }

  return {
    level: () => current?.level ?? { kind: 'lab' },
    begin,
    serve: async ({ interface: name, typed, mode, pool }) =>
      begin(await servedNetwork({ name, confirmed: typed === name, pool, mode })),
    stop: async () => {
      if (current === undefined) return
      const { level, parts } = current
      await close(current)
      await record({ type: 'net.serveStopped', interface: level.interface }, ...whereabouts(parts))
    },
  }
}
