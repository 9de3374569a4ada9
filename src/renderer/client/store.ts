import { createORPCClient } from '@orpc/client'
import type { LabState } from '../../shared/contract/index.ts'
import { chunkSize, type Recorded } from '../../shared/facts/index.ts'
import type { LabView } from '../../shared/lab/index.ts'
import type { Connect, Connection, LabClient } from './connection.ts'
import { placeAfter, type FactList } from './facts.ts'
import { createJournal, type Journal } from './journal.ts'
import { bytesOf, OtherVersion, unpack } from './pack.ts'

/** How this window is joined to the lab. */
export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly attempt: number }
  /** The lab is of another version than this page; the page asks no more. */
  | { readonly kind: 'outdated' }

/** All that the lab has told this window. */
export type LabSnapshot = {
  readonly link: Link
  /** Absent until the lab has answered once. */
  readonly lab?: {
    readonly state: LabState
    readonly facts: FactList
    /** How many of `facts` this snapshot has; `facts` itself grows. */
    readonly count: number
    readonly head: LabView
    /** What the panels show: the head, or the point that is held. */
    readonly view: LabView
    /** The fact held at; absent when live. */
    readonly heldAt?: number
    /** The newest fact when this window joined the lab: what it has up to there had happened before. */
    readonly joinedAt: number
  }
}

export type LabStore = {
  readonly snapshot: () => LabSnapshot
  readonly subscribe: (changed: () => void) => () => void
  /** Holds the picture after fact `seq`, or lets it follow again. */
  readonly hold: (seq: number | undefined) => void
  /** The lab after fact `seq`, whatever the panels show; undefined until it has answered once. */
  readonly viewAt: (seq: number) => LabView | undefined
  /** The lab's clock: whatever the clock of this computer says, and when it is set. */
  readonly labNow: () => number
  /** The lab's procedures; each rejects while there is no connection. */
  readonly client: () => LabClient
}

export type LabStoreOptions = {
  readonly connect: Connect
  /** Calls back soon, at most once a frame: facts that arrive together are shown together. */
  readonly schedule: (draw: () => void) => void
  /** ms that only ever grow, to keep the page answering while much arrives. */
  readonly now: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly signal: AbortSignal
}

/** Facts that change the document or the lab's own standing. */
const changesState = new Set<string>([
  'document.changed',
  'lab.opened',
  'net.serveStarted',
  'net.serveStopped',
  'image.added',
  'image.removed',
])

/** Time given to taking facts in, before what is there is drawn, in ms. */
const takingTime = 8
/** Facts folded at once: small enough to look at the time in between. */
const portion = 32

/** Facts this window may be behind before it asks for them in packed chunks. */
export const farBehind = 4 * chunkSize
/** Chunks between two drawings while it catches up: they are still at hand as facts for whoever draws. */
const chunksADrawing = 32

/** What a drawing may take without a pause after it, in ms: a person does not feel it. */
const unfelt = 50
/** One slow drawing must not keep the next waiting as long, in ms. */
const longestPause = 40

const backOff = (attempt: number): number => Math.min(5000, 250 * 2 ** attempt)

/** What stands for the lab while there is no connection: every procedure rejects. */
const away: LabClient = createORPCClient({
  call: () => Promise.reject(new Error('There is no connection to the lab.')),
})

async function* unpacked(batches: AsyncIterable<string>): AsyncGenerator<readonly Recorded[]> {
  for await (const batch of batches) yield unpack(bytesOf(batch))
}

/** Follows the lab until `signal` aborts; resumes by sequence number after each loss. */
export const createLabStore = ({
  connect,
  schedule,
  now,
  sleep,
  signal,
}: LabStoreOptions): LabStore => {
  const listeners = new Set<() => void>()
  let snapshot: LabSnapshot = { link: { kind: 'connecting' } }
  let journal: Journal | undefined
  let state: LabState | undefined
  let heldAt: number | undefined
  let joinedAt = 0
  /** ms from our `now` to the lab's. */
  let ahead = 0
  let connection: Connection | undefined
  let drawing = false
  /** Facts that have arrived and are not folded yet. */
  let waiting: Recorded[] = []
  /** Not before this time: after a slow drawing the page answers to others for as long. */
  let drawAfter = 0

  /** Whether the moment this window joined at is nearly reached: soon enough not to show those before it. */
  const isAlmostThere = (): boolean => {
    const left = joinedAt - (journal?.facts.at(-1)?.seq ?? 0)
    return left > 0 && left <= farBehind
  }

  const shown = (): LabSnapshot['lab'] => {
    if (journal === undefined || state === undefined || isAlmostThere()) return snapshot.lab
    const head = journal.head()
    return {
      state,
      facts: journal.facts,
      count: journal.facts.length,
      head,
      view: heldAt === undefined ? head : journal.at(heldAt),
      joinedAt,
      ...(heldAt !== undefined && { heldAt }),
    }
  }

  const publish = (link: Link = snapshot.link) => {
    const lab = shown()
    snapshot = lab === undefined ? { link } : { link, lab }
    for (const listener of listeners) listener()
  }

  const draw = () => {
    if (drawing) return
    drawing = true
    const round = () => {
      takeWaiting()
      if (now() < drawAfter || (isAlmostThere() && waiting.length > 0)) {
        schedule(round)
        return
      }
      drawing = false
      const started = now()
      publish()
      // What it took is known when the next frame begins: rendering, layout and paint come after this call.
      schedule(() => {
        const shown = now()
        drawAfter = shown + Math.min(longestPause, Math.max(0, shown - started - unfelt))
      })
      if (waiting.length > 0) draw()
    }
    schedule(round)
  }

  /** Folds what waits, for as long as there is time. */
  const takeWaiting = () => {
    const started = now()
    let done = 0
    while (done < waiting.length && now() - started < takingTime) {
      journal?.append(waiting.slice(done, done + portion))
      done += portion
    }
    waiting = waiting.slice(done)
  }

  const newestSeq = (): number => (waiting.at(-1) ?? journal?.facts.at(-1))?.seq ?? 0

  const learn = async (client: LabClient): Promise<LabState> => {
    const next = await client.lab.state()
    if (state !== undefined && next.version !== state.version)
      throw new OtherVersion(`The lab was ${state.version} and is ${next.version}.`)
    // A journal that ends before what we have is another lab's.
    const known = newestSeq()
    if (journal === undefined || next.seq < known) {
      journal = createJournal(next.document)
      waiting = []
      heldAt = undefined
    } else if (next.documentVersion !== state?.documentVersion) {
      journal.setDocument(next.document)
    }
    state = next
    return next
  }

  const take = (batch: readonly Recorded[], client: LabClient): boolean => {
    const last = newestSeq()
    const fresh = batch.filter((recorded) => recorded.seq > last)
    if (last > 0 && fresh.length > 0 && fresh[0]?.seq !== last + 1) return false
    waiting.push(...fresh)
    // What happens is not in the future: the lab knew of a sleep that our clock did not count. What had happened
    // before we joined can be: the lab's clock may have been set back since.
    const newest = fresh.at(-1)
    if (newest !== undefined && newest.seq > joinedAt) ahead = Math.max(ahead, newest.at - now())
    if (fresh.some(({ fact }) => changesState.has(fact.type))) {
      learn(client).then(draw, () => connection?.close())
    }
    draw()
    return true
  }

  /** Takes whole chunks of what had happened before, and draws only now and then: nobody can watch it. */
  const catchUp = async (client: LabClient) => {
    let taken = 0
    for await (const chunks of await client.journal.past({ after: newestSeq() }, { signal })) {
      for (const base64 of chunks) {
        const packed = bytesOf(base64)
        journal?.append(unpack(packed), packed)
        taken += 1
        if (taken % chunksADrawing === 0) draw()
      }
      // What came meanwhile is taken from the socket, and a person is answered.
      await sleep(0, signal)
    }
  }

  const follow = async (opened: Connection) => {
    const joined = await learn(opened.client)
    joinedAt = joined.seq
    ahead = joined.now - now()
    publish({ kind: 'live' })
    if (joinedAt - newestSeq() > farBehind) await catchUp(opened.client)
    for await (const batch of await batches(opened.client)) {
      if (!take(batch, opened.client)) return
    }
  }

  /** What comes from here on. Who looks on is one of many: they get the same batches, packed once for all. */
  const batches = async ({ journal }: LabClient): Promise<AsyncIterable<readonly Recorded[]>> => {
    const place = { after: newestSeq() }
    if (state?.seat.kind !== 'onlooker') return journal.follow(place, { signal })
    return unpacked(await journal.followPacked(place, { signal }))
  }

  const run = async () => {
    let outdated = false
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        connection = await connect(signal)
        attempt = 0
        await Promise.race([follow(connection), connection.closed])
      } catch (error) {
        outdated = error instanceof OtherVersion
        // Anything else is told by the link's state, and the next round tries again.
      }
      connection?.close()
      connection = undefined
      if (outdated) return publish({ kind: 'outdated' })
      publish({ kind: 'lost', attempt })
      await sleep(backOff(attempt), signal).catch(() => undefined)
    }
  }
  void run()

  return {
    snapshot: () => snapshot,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    hold: (seq) => {
      const facts = journal?.facts ?? []
      const place = seq === undefined ? 0 : Math.max(0, placeAfter(facts, seq) - 1)
      heldAt = seq === undefined ? undefined : (facts.at(place)?.seq ?? 0)
      publish()
    },
    viewAt: (seq) => journal?.at(seq),
    labNow: () => now() + ahead,
    client: () => connection?.client ?? away,
  }
}
