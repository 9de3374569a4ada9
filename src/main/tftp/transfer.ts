/**
 * One read transfer as a pure machine: what was heard goes in, what to send comes out. It knows
 * blocks by their number in the file, from 1; only the wire has 16 bits (they roll over to 0).
 *
 * Lock step (RFC 1350) is a window of one block (RFC 7440).
 */

/** What both sides settled before the first block. */
export type Plan = {
  /** Bytes of the file as it is sent. */
  readonly size: number
  readonly blockSize: number
  /** Blocks sent before an ACK is due. */
  readonly windowSize: number
  /** ms before the first repeat, when the client asked for it (RFC 2349). Measured otherwise. */
  readonly timeout?: number
  /** Whether an option reply goes first. */
  readonly oack: boolean
}

type RoundTrip = { readonly mean: number; readonly variation: number }

export type Transfer = {
  readonly plan: Plan
  /** `offered`: the option reply is out and not yet acknowledged. */
  readonly phase: 'offered' | 'sending'
  /** Number of the last block; an empty file has one empty block. */
  readonly blocks: number
  /** Highest block the client has acknowledged. */
  readonly acked: number
  /** Highest block ever sent. */
  readonly sent: number
  /** Next block of this window to send, and the window's last. */
  readonly next: number
  readonly windowEnd: number
  /** Blocks sent at one go. Halved by each loss, so that a slow reader's buffer is not overrun twice. */
  readonly burst: number
  /** When the last burst left. */
  readonly sentAt: number
  /** When the client was last known to follow. */
  readonly progressAt: number
  /** Repeats since then. */
  readonly attempts: number
  /** True until a block of this window is sent again: only then does its ACK tell the round trip. */
  readonly fresh: boolean
  /** Smoothed round trip and its variation in ms (RFC 6298); undefined before the first. */
  readonly roundTrip: RoundTrip | undefined
  /** Blocks sent more than once. */
  readonly resent: number
  /** When the next burst of this window is due; Infinity when it is all out. */
  readonly burstAt: number
  /** When to repair what the client's ACK says it lacks, unless it moves on first. */
  readonly repairAt: number
  /** The value of `acked` a repair was made for: one each, or a doubled ACK would double the traffic. */
  readonly repaired: number
  /** When to repeat without having heard anything. */
  readonly repeatAt: number
}

export type Send =
  | { readonly kind: 'oack' }
  | { readonly kind: 'data'; readonly first: number; readonly count: number }

export type End =
  | { readonly kind: 'sent' }
  | { readonly kind: 'probed' }
  | { readonly kind: 'clientError'; readonly code: number; readonly message: string }
  | { readonly kind: 'timeout' }

export type Step = { readonly transfer: Transfer; readonly send?: Send; readonly end?: End }

/** ms before the first repeat while no round trip is known. */
const firstRepeat = 1000
/** Bounds of a measured repeat time, before back-off. */
const repeatAtLeast = 100
const repeatAtMost = 8000
/** A client that does not follow for this long, and through so many repeats, is gone. */
const patience = 30_000
const repeatsAtLeast = 3
/**
 * Repeats for one that asked for seconds between them, as curl does: a bad cable may well swallow three or four, and
 * curl itself asks again after 72 s only.
 */
const askedRepeatsAtLeast = 8
/** Seconds may be as many as 255 (RFC 2349): one that vanished is not waited for much longer than through one repeat. */
const longestPatience = 120_000
/** ms between two bursts of a window. */
const pause = 1
/** ms a repeated ACK waits at least before it counts as a loss and not as a doubled packet. */
const repairWait = 5

const expectedAfter = (roundTrip: RoundTrip | undefined): number =>
  roundTrip === undefined ? firstRepeat : roundTrip.mean + 4 * roundTrip.variation

const repeatAfter = (plan: Plan, roundTrip: RoundTrip | undefined, attempts: number): number => {
  const base = plan.timeout ?? Math.max(expectedAfter(roundTrip), repeatAtLeast)
  return Math.min(base * (1 << attempts), Math.max(repeatAtMost, plan.timeout ?? 0))
}

/** The round trip as the answer to a window that was sent once shows it. */
const heardBack = ({ fresh, roundTrip, sentAt }: Transfer, now: number): RoundTrip | undefined => {
  if (!fresh) return roundTrip
  const sample = now - sentAt
  if (roundTrip === undefined) return { mean: sample, variation: sample / 2 }
  const { mean, variation } = roundTrip
  return {
    mean: mean * 0.875 + sample * 0.125,
    variation: variation * 0.75 + Math.abs(mean - sample) * 0.25,
  }
}

/** ms that going to sleep and being woken takes about: an answer that is sooner is better waited for awake. */
const wakeUp = 0.1
/** ms in which a quick client takes one block off its socket: the answer to a window comes so much later. */
const takingABlock = 0.006

/** How long its answer may be waited for awake, ms since the epoch; 0 where it takes longer, or nobody knows. */
export const awakeUntil = ({ plan, roundTrip, sentAt }: Transfer): number => {
  const soon = wakeUp + plan.windowSize * takingABlock
  return roundTrip !== undefined && roundTrip.mean < soon ? sentAt + soon : 0
}

/** Sends the next burst of the window. */
const sendBurst = (transfer: Transfer, now: number): Step => {
  const { plan, roundTrip, attempts, next, windowEnd, burst, sent } = transfer
  const last = Math.min(windowEnd, next + burst - 1)
  const again = Math.max(0, Math.min(sent, last) - next + 1)
  return {
    transfer: {
      ...transfer,
      next: last + 1,
      sent: Math.max(sent, last),
      sentAt: now,
      fresh: transfer.fresh && again === 0,
      resent: transfer.resent + again,
      burstAt: last < windowEnd ? now + pause : Infinity,
      repeatAt: now + repeatAfter(plan, roundTrip, attempts),
    },
    send: { kind: 'data', first: next, count: last - next + 1 },
  }
}

/** What a new window begins with; the rest of the state follows from it. */
type Opening = Pick<
  Transfer,
  'acked' | 'burst' | 'progressAt' | 'attempts' | 'roundTrip' | 'repaired'
>

/** Opens the window after the last acknowledged block and sends its first burst. */
const sendWindow = (transfer: Transfer, opening: Opening, now: number): Step => {
  const { plan, blocks, sent } = transfer
  const { acked, burst, progressAt, attempts, roundTrip, repaired } = opening
  const windowEnd = Math.min(acked + plan.windowSize, blocks)
  const last = Math.min(windowEnd, acked + burst)
  const again = Math.max(0, Math.min(sent, last) - acked)
  // One object a window, and none copied: this is the path each block of a large file takes.
  return {
    transfer: {
      plan,
      blocks,
      phase: 'sending',
      acked,
      burst,
      progressAt,
      attempts,
      roundTrip,
      repaired,
      windowEnd,
      next: last + 1,
      sent: Math.max(sent, last),
      sentAt: now,
      fresh: again === 0,
      resent: transfer.resent + again,
      burstAt: last < windowEnd ? now + pause : Infinity,
      repairAt: Infinity,
      repeatAt: now + repeatAfter(plan, roundTrip, attempts),
    },
    send: { kind: 'data', first: acked + 1, count: last - acked },
  }
}

const slower = (burst: number): number => Math.max(1, burst >> 1)

/** A window that arrived at once lets the next one be sent in larger bursts. */
const faster = ({ burst, plan, fresh }: Transfer): number =>
  fresh && burst < plan.windowSize ? burst + 1 : burst

/** Begins a transfer: the option reply, or the first window when the client sent no options. */
export const beginTransfer = (plan: Plan, now: number): Step => {
  const transfer: Transfer = {
    plan,
    phase: 'sending',
    blocks: Math.floor(plan.size / plan.blockSize) + 1,
    acked: 0,
    sent: 0,
    next: 1,
    windowEnd: 0,
    burst: plan.windowSize,
    sentAt: now,
    progressAt: now,
    attempts: 0,
    fresh: true,
    roundTrip: undefined,
    resent: 0,
    burstAt: Infinity,
    repairAt: Infinity,
    repaired: -1,
    repeatAt: now + (plan.timeout ?? firstRepeat),
  }
  return plan.oack
    ? { transfer: { ...transfer, phase: 'offered' }, send: { kind: 'oack' } }
    : sendWindow(transfer, transfer, now)
}

/**
 * An ACK of the block we already know of. It is a lost packet or a doubled one, and only time tells:
 * if the client does not move on within a round trip, its window is sent again, once.
 */
const onSameAck = (transfer: Transfer, now: number): Step => {
  const settled = transfer.repaired === transfer.acked || transfer.repairAt !== Infinity
  if (settled || transfer.burstAt !== Infinity) return { transfer }
  const { roundTrip } = transfer
  const wait = Math.max(repairWait, roundTrip === undefined ? 0 : expectedAfter(roundTrip))
  return { transfer: { ...transfer, repairAt: Math.max(now + 1, transfer.sentAt + wait) } }
}

/** An ACK that moves the transfer on: of the whole window, or of its part before a gap. */
const onProgress = (transfer: Transfer, acked: number, now: number): Step => {
  const { plan, repaired } = transfer
  const roundTrip = heardBack(transfer, now)
  if (acked === transfer.blocks) return { transfer: { ...transfer, acked }, end: { kind: 'sent' } }
  if (acked >= transfer.windowEnd) {
    const burst = faster(transfer)
    const opening = { acked, burst, progressAt: now, attempts: 0, roundTrip, repaired }
    return sendWindow(transfer, opening, now)
  }
  const held: Transfer = {
    ...transfer,
    acked,
    roundTrip,
    progressAt: now,
    attempts: 0,
    burstAt: Infinity,
    repairAt: Infinity,
    repeatAt: now + repeatAfter(plan, roundTrip, 0),
  }
  return onSameAck(held, now)
}

/** The client acknowledged; `block` is the 16 bits of the wire. Old and never-sent ones change nothing. */
export const onAck = (transfer: Transfer, block: number, now: number): Step => {
  if (transfer.phase === 'offered') {
    if (block !== 0) return { transfer }
    const { acked, burst, repaired } = transfer
    const roundTrip = heardBack(transfer, now)
    const opening = { acked, burst, progressAt: now, attempts: 0, roundTrip, repaired }
    return sendWindow(transfer, opening, now)
  }
  const ahead = (block - transfer.acked) & 0xffff
  if (ahead === 0) return onSameAck(transfer, now)
  return transfer.acked + ahead <= transfer.sent
    ? onProgress(transfer, transfer.acked + ahead, now)
    : { transfer }
}

/** The client ended it. After an option reply that is how firmware asks for a size, and no failure. */
export const onClientError = (transfer: Transfer, code: number, message: string): Step => ({
  transfer,
  end: transfer.phase === 'offered' ? { kind: 'probed' } : { kind: 'clientError', code, message },
})

/** The same request came again from the same port: our first answer may have been lost. */
export const onRepeatedRequest = (transfer: Transfer, now: number): Step => {
  if (transfer.phase === 'offered') {
    const repeatAt = now + repeatAfter(transfer.plan, transfer.roundTrip, transfer.attempts)
    return {
      transfer: { ...transfer, fresh: false, sentAt: now, repeatAt },
      send: { kind: 'oack' },
    }
  }
  return transfer.acked === 0 ? onSameAck(transfer, now) : { transfer }
}

/** When `onTime` is due next, ms. */
export const dueAt = (transfer: Transfer): number =>
  Math.min(transfer.burstAt, transfer.repairAt, transfer.repeatAt)

const onSilence = (transfer: Transfer, now: number): Step => {
  const { plan, burst, roundTrip } = transfer
  const silent = now - transfer.progressAt
  const least = plan.timeout === undefined ? repeatsAtLeast : askedRepeatsAtLeast
  const tried = transfer.attempts >= least && silent >= patience
  const gone = transfer.attempts > 0 && silent >= longestPatience
  if (tried || gone) return { transfer, end: { kind: 'timeout' } }
  const attempts = transfer.attempts + 1
  if (transfer.phase === 'sending') {
    return sendWindow(transfer, { ...transfer, attempts, burst: slower(burst) }, now)
  }
  const repeatAt = now + repeatAfter(plan, roundTrip, attempts)
  return {
    transfer: { ...transfer, attempts, fresh: false, sentAt: now, repeatAt },
    send: { kind: 'oack' },
  }
}

/** Time has passed: the next burst, a repair, a repeat, the end, or nothing. */
export const onTime = (transfer: Transfer, now: number): Step => {
  if (now >= transfer.burstAt) return sendBurst(transfer, now)
  if (now >= transfer.repairAt) {
    const { acked, burst } = transfer
    return sendWindow(transfer, { ...transfer, burst: slower(burst), repaired: acked }, now)
  }
  return now >= transfer.repeatAt ? onSilence(transfer, now) : { transfer }
}
