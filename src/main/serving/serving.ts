import { LabError } from '../../shared/base/index.ts'
import type { Level } from '../../shared/contract/index.ts'
import type { DhcpMode } from '../../shared/document/index.ts'
import type { Fact } from '../../shared/facts/index.ts'
import type { Component } from '../component.ts'
import type { Joint, Network } from '../net/index.ts'
import type { Record } from '../record.ts'
import { asItIsNow, servedNetwork, type ServedNetwork } from './named.ts'
import type { ServingChoice } from './plan.ts'
import { renewed } from './renewed.ts'

/** A service for the served network, and where it joins the same service of the lab. */
export type ServedPart = {
  readonly joint: Joint
  readonly make: (served: ServedNetwork) => Component | Promise<Component>
}

/** What the network outside of this computer sees of the lab. One real interface at a time. */
export type Serving = {
  level(): Level
  /** The network that is served. `LabError` `net.not-serving`, and `net.only-observed` where nothing of ours may be sent. */
  segment(): Network
  /** Begins on a network that was named and confirmed. `LabError` `net.already-serving`, or why a part did not start. */
  begin(served: ServedNetwork): Promise<void>
  /** The same by name; `typed` is the name as a person typed it. Also the errors of `servedNetwork`. */
  serve(
    order: ServingChoice & { readonly interface: string; readonly typed: string },
  ): Promise<void>
  /** Closes every socket on the real interface at once, also while they open. Harmless in the lab alone. */
  stop(): Promise<void>
}

/** What is on the served network beside its parts, without a plug. It never keeps them from serving. */
export type Companion = {
  /** Resolves with how it leaves again. */
  join(served: ServedNetwork): Promise<() => Promise<void>>
}

type Joined = { readonly joint: Joint; readonly part: Component }

type Current = {
  /** As it is now: the interface may get another name or address. */
  served: ServedNetwork
  readonly joined: readonly Joined[]
  /** Takes the companion off the network. */
  leave: () => Promise<void>
  readonly over: AbortController
}

/** How a companion leaves that has not joined. */
const stay = (): Promise<void> => Promise.resolve()

const modeOf = ({ plan }: ServedNetwork): DhcpMode => plan.dhcp?.mode ?? 'authoritative'

const levelOf = (served: ServedNetwork): Exclude<Level, { kind: 'lab' }> => {
  const mode = modeOf(served)
  const { name } = served.network
  if (mode === 'observe') return { kind: 'observe', interface: name, mode }
  const { first, last } = served.plan.pool
  return {
    kind: 'serve',
    interface: name,
    mode,
    ...(mode === 'authoritative' && { pool: `${first}-${last}` }),
  }
}

const startedFact = (served: ServedNetwork): Fact => {
  const { name, address } = served.network
  return { type: 'net.serveStarted', interface: name, address, mode: modeOf(served) }
}

export const createServing = ({
  partsFor,
  companion,
  record,
}: {
  /** The services of a network; when it is only observed, DHCP alone. */
  readonly partsFor: (mode: DhcpMode) => readonly ServedPart[]
  readonly companion: Companion
  readonly record: Record
}): Serving => {
  let current: Current | undefined

  /** What each service listens on now: the plugs tell it to whoever looks. */
  const whereabouts = (joined: readonly Joined[]) =>
    joined.flatMap(({ joint }) => {
      const on = joint.on()
      return on === undefined
        ? []
        : [{ type: 'component.started', component: joint.id, on } as const]
    })

  const close = async ({ joined, over, leave }: Current) => {
    over.abort(new LabError('net.serving-ended', 'Serving was stopped while it began.'))
    current = undefined
    await Promise.all([...joined.map(({ joint, part }) => joint.leave(part)), leave()])
  }

  /** Takes the companion to the network as it is now. On one that is only observed nothing of it is opened. */
  const accompany = async (now: Current) => {
    await now.leave()
    const leave = modeOf(now.served) === 'observe' ? stay : await companion.join(now.served)
    now.leave = leave
    // Serving may have been stopped meanwhile.
    if (now.over.signal.aborted) await leave()
  }

  /** The network of a part that starts; once the interface has moved, every part follows it. */
  const follow = async (now: Current): Promise<ServedNetwork> => {
    const next = await asItIsNow(now.served)
    if (next !== now.served) {
      now.served = next
      await accompany(now)
      await record(startedFact(next))
    }
    return now.served
  }

  const join = (served: ServedNetwork): Current => {
    const joined = partsFor(modeOf(served)).map(({ joint, make }) => ({
      joint,
      part: renewed(joint.id, async () => make(await follow(now))),
    }))
    const now: Current = { served, joined, leave: stay, over: new AbortController() }
    return now
  }

  const begin = async (served: ServedNetwork) => {
    if (current !== undefined) {
      const { interface: name } = levelOf(current.served)
      throw new LabError('net.already-serving', `Headwaiter is on ${name} already.`, {
        interface: name,
      })
    }
    const now = join(served)
    current = now
    try {
      for (const { joint, part } of now.joined) {
        await joint.join(part)
        now.over.signal.throwIfAborted()
      }
      await accompany(now)
      now.over.signal.throwIfAborted()
    } catch (error) {
      await close(now)
      throw error
    }
    await record(startedFact(served), ...whereabouts(now.joined))
  }

  return {
    level: () => (current === undefined ? { kind: 'lab' } : levelOf(current.served)),
    segment: () => {
      if (current === undefined) throw new LabError('net.not-serving', 'No real network is served.')
      const { network } = current.served
      if (modeOf(current.served) === 'observe')
        throw new LabError('net.only-observed', `${network.name} is only observed.`, {
          interface: network.name,
        })
      return network
    },
    begin,
    serve: async ({ interface: name, typed, ...choice }) =>
      begin(await servedNetwork({ name, confirmed: typed === name, ...choice })),
    stop: async () => {
      if (current === undefined) return
      const { served, joined } = current
      await close(current)
      const stopped = { type: 'net.serveStopped', interface: served.network.name } as const
      await record(stopped, ...whereabouts(joined))
    },
  }
}
