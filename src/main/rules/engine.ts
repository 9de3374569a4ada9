import type { Server } from 'node:http'
import { LabError, toErrorData, type Clock } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Fact, NextBootChoice } from '../../shared/facts/index.ts'
import { choiceOfThisBoot, oneBootFacts } from '../../shared/host/index.ts'
import {
  emptyMemory,
  foldMemory,
  memoryFacts,
  type CompiledRuleSet,
} from '../../shared/rules/index.ts'
import type { Component } from '../component.ts'
import type { JournalStore } from '../journal/store.ts'
import { badInputLimit, createLimiter, withHeld } from '../limiter.ts'
import type { Network } from '../net/index.ts'
import type { Record } from '../record.ts'
import { activeSetOf, answerDecide, changeOfSet, readDecideRequest, statusOf } from './answer.ts'
import { followJournal } from './follower.ts'
import { proveEngine } from './prove.ts'
import { createJsonServer, type Answer, type Ask } from './server.ts'
import { closeServer, limitSeats } from '../net/index.ts'

export type RulesEngineDeps = {
  /** The loopback lab: the engine speaks to the waiter alone. */
  readonly network: Pick<Network, 'address' | 'listen'>
  /** 0 takes a free one. */
  readonly port: number
  readonly document: () => LabDocument
  /** Where the stored associations come from. */
  readonly journal: Pick<JournalStore, 'read' | 'subscribe'>
  readonly record: Record
  readonly clock: Pick<Clock, 'now'>
}

/** Facts of a host that are looked at for its last boots: each card sends a few. */
const mostOfABoot = 100

/**
 * The rules engine: a Component that answers `POST /vmw/rbd/decide` (docs/rules.md). Each answer is
 * in the journal before it leaves.
 */
export const createRulesEngine = (deps: RulesEngineDeps): Component => {
  const memory = emptyMemory()
  const active = activeSetOf(deps.document)
  let server: Server | undefined
  let on = ''
  let announced: CompiledRuleSet | undefined
  let unsubscribe: (() => void) | undefined

  const admitBadInput = createLimiter(deps.clock, badInputLimit)
  /** A fact that no answer waits for: a journal that fails says so itself. */
  const note = (fact: Fact): void => void deps.record(fact).catch(() => {})

  /** The set goes into the journal once, before the first decision by it. */
  const recordDecision = async (set: CompiledRuleSet, fact: Fact): Promise<void> => {
    const change = set === announced ? [] : changeOfSet(set, memory.inForce)
    announced = set
    try {
      await deps.record(...change, fact)
    } catch (error) {
      announced = undefined
      throw error
    }
  }

  /** What was chosen for this boot: one that has used it already may come by another card, or by HTTP Boot. */
  const choiceFor = async (host: string): Promise<NextBootChoice | undefined> => {
    const chosen = memory.nextBoot.get(host)
    if (chosen !== undefined || !memory.usedOnce.has(host)) return chosen
    const query = { after: 0, host, types: oneBootFacts, take: 'last', limit: mostOfABoot } as const
    return choiceOfThisBoot(await deps.journal.read(query))
  }

  const answer = async (ask: Ask): Promise<Answer> => {
    if (ask.path !== '/vmw/rbd/decide')
      return {
        status: 404,
        body: toErrorData(new LabError('rules.bad-request', `No ${ask.path} here.`)),
      }
    if (ask.method !== 'POST')
      return {
        status: 405,
        allow: 'POST',
        body: toErrorData(new LabError('rules.bad-request', 'Decisions are asked for by POST.')),
      }
    const request = readDecideRequest(ask.body)
    const set = active()
    const { host } = request
    const known = { stored: memory.stored.get(host), nextBoot: await choiceFor(host) }
    const { reply, fact } = answerDecide(request, known, set)
    if (request.dryRun !== true) await recordDecision(set, fact)
    return { status: 200, body: reply }
  }

  const refuse = async ({ from }: Omit<Ask, 'body'>, error: unknown): Promise<Answer> => {
    const data = toErrorData(error)
    const status = statusOf(error)
    const held = status === 400 ? admitBadInput() : undefined
    if (held !== undefined) {
      const reason = { code: data.code, message: withHeld(data.message, held) }
      await deps.record({ type: 'net.badInput', component: 'rules', from, reason })
    }
    return { status, body: data }
  }

  return {
    id: 'rules',
    start: async () => {
      if (server !== undefined) return on
      const { address } = deps.network
      if (!address.startsWith('127.'))
        throw new LabError('rules.not-loopback', `${address} is not a loopback address.`, {
          address,
        })
      active()
      unsubscribe = await followJournal(
        deps.journal,
        { after: memory.seq, types: memoryFacts },
        (fact) => foldMemory(memory, fact),
      )
      try {
        server = createJsonServer(answer, refuse)
        const bound = await deps.network.listen(server, { address, port: deps.port })
        on = `${bound.address}:${bound.port}`
        const { clock } = deps
        limitSeats(server, {
          clock,
          onCrowded: (crowded) => note({ type: 'net.crowded', component: 'rules', ...crowded }),
        })
      } catch (error) {
        unsubscribe?.()
        server = undefined
        throw error
      }
      return on
    },
    stop: async () => {
      unsubscribe?.()
      unsubscribe = undefined
      const stopping = server
      server = undefined
      if (stopping !== undefined) await closeServer(stopping)
    },
    prove: (signal) => proveEngine(on, signal),
  }
}
