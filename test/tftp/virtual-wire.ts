import { beginReceiving, receive, type Receiving } from '../../src/main/tftp/receive.ts'
import {
  beginTransfer,
  dueAt,
  onAck,
  onTime,
  type End,
  type Plan,
  type Step,
  type Transfer,
} from '../../src/main/tftp/transfer.ts'

/** What happens to one packet: a delivery after each of these ms; none is a loss. */
export type Fate = readonly number[]

export type Outcome = {
  readonly end: End | undefined
  /** Blocks the reader took, in order. */
  readonly blocks: number
  readonly bytes: number
  readonly dataSent: number
  /** Most bytes on the way before an ACK. */
  readonly mostAtOnce: number
  readonly transfer: Transfer
  /** ms. */
  readonly took: number
}

type Event = { readonly at: number; readonly order: number; readonly run: (now: number) => void }

/** ms until the reader says again where it is. */
const readerPatience = 1500
const readerTries = 8
const longest = 3_600_000

/**
 * One transfer between the two machines over a wire whose every packet has the fate that `fateOf`
 * gives it, in virtual time.
 */
export const transferOver = (
  plan: Plan,
  fateOf: (direction: 'data' | 'ack', block: number) => Fate,
): Outcome => {
  const events: Event[] = []
  let [order, dataSent, mostAtOnce, tries, lastHeard] = [0, 0, 0, 0, 0]
  let end: End | undefined
  let now = 0
  let step: Step = beginTransfer(plan, 0)
  let receiving: Receiving = {
    ...beginReceiving,
    blockSize: plan.blockSize,
    windowSize: plan.windowSize,
  }
  const later = (after: number, run: Event['run']) => {
    order += 1
    events.push({ at: now + after, order, run })
  }
  const deliver = (direction: 'data' | 'ack', block: number, run: Event['run']) => {
    for (const delay of fateOf(direction, block)) later(delay, run)
  }
  const sizeOf = (block: number) =>
    Math.min(plan.blockSize, plan.size - (block - 1) * plan.blockSize)
  const ack = (block: number) =>
    deliver('ack', block, (at) => {
      if (end === undefined) take(onAck(step.transfer, block & 0xffff, at))
    })
  const hearData = (block: number) => {
    if (receiving.complete && block !== receiving.block) return
    lastHeard = now
    tries = 0
    const bytes = new Uint8Array(sizeOf(block))
    const got = receive(receiving, { kind: 'data', block: block & 0xffff, bytes })
    receiving = got.receiving
    if (got.ack !== undefined) ack(receiving.block)
  }
  const take = (next: Step) => {
    step = next
    end ??= next.end
    if (next.send?.kind === 'oack') deliver('data', 0, () => receiving.block === 0 && ack(0))
    if (next.send?.kind === 'data') {
      const { first, count } = next.send
      dataSent += count
      mostAtOnce = Math.max(mostAtOnce, count * (plan.blockSize + 4))
      for (let block = first; block < first + count; block += 1)
        deliver('data', block, () => hearData(block))
    }
  }
  const nextEvent = (): Event | undefined =>
    events.reduce<Event | undefined>(
      (first, each) =>
        first === undefined ||
        each.at < first.at ||
        (each.at === first.at && each.order < first.order)
          ? each
          : first,
      undefined,
    )

  take(step)
  while (now < longest) {
    if (end !== undefined && end.kind !== 'sent') break
    if (end?.kind === 'sent') break
    const event = nextEvent()
    const due = dueAt(step.transfer)
    const impatient = tries < readerTries ? lastHeard + readerPatience : Infinity
    now = Math.min(event?.at ?? Infinity, due, impatient)
    if (event !== undefined && event.at <= now) {
      events.splice(events.indexOf(event), 1)
      event.run(now)
    } else if (due <= now) take(onTime(step.transfer, now))
    else {
      tries += 1
      lastHeard = now
      if (receiving.block > 0 || receiving.acked > 0) ack(receiving.block)
    }
  }
  return {
    end,
    blocks: receiving.block,
    bytes: receiving.bytes,
    dataSent,
    mostAtOnce,
    transfer: step.transfer,
    took: now,
  }
}
