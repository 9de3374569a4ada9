import { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { ServerPeer } from '@orpc/standard-server-peer'
import { LabError } from '../../shared/base/index.ts'
import type { ApiRouter } from './router.ts'

/** The bytes of one message, in the library's own form. */
export type Message = string | ArrayBufferLike | Uint8Array

/** One way to one client. */
export type Channel = {
  /** Resolves when the message has left; a stream waits for it before it goes on. */
  readonly send: (message: Message) => void | Promise<void>
  /** Ends the channel: what came in is not a message of the API. */
  readonly refuse: () => void
  /** Told when the other side is to wait, and when it may go on. Absent where nothing can make it wait. */
  readonly flow?: (isOpen: boolean) => void
}

/** What a client may have open at once. */
export type Share = {
  /** Questions without an answer, and answers that have not left. It waits with what it asks beyond. */
  readonly questions: number
  /** Each costs memory until its end, and time with every fact. More are refused. */
  readonly streams: number
}

const usualShare: Share = { questions: 64, streams: 256 }

/**
 * The API at one end of a channel. The library's own adapters leave a message that is none of theirs
 * unhandled, which ends the process; here it ends the channel it came by. A client that asks faster than it
 * takes the answers waits, or they would fill the memory.
 */
export const servePeer = (
  router: ApiRouter,
  { send, refuse, flow = () => undefined }: Channel,
  share = usualShare,
) => {
  const handler = new StandardRPCHandler(router)
  const waiting: Message[] = []
  let open = 0
  let streams = 0

  /** Counts something as open until what it returns is called. */
  const begin = (): (() => void) => {
    let isOver = false
    open += 1
    return () => {
      if (isOver) return
      isOver = true
      open -= 1
      proceed()
    }
  }
  const peer = new ServerPeer(async (message) => {
    const end = begin()
    try {
      await send(message)
    } finally {
      end()
    }
  })
  const take = (message: Message): void => {
    const end = begin()
    let endStream = (): void => undefined
    const beginStream = (): void => {
      if (streams >= share.streams) {
        throw new LabError('api.too-many-streams', `${streams} streams are open already.`)
      }
      streams += 1
      endStream = () => void (streams -= 1)
      // It goes on for as long as somebody reads it; its messages count one by one.
      end()
    }
    const answer = createServerPeerHandleRequestFn(handler, { context: { beginStream } })
    peer
      .message(message, answer)
      .catch(refuse)
      .finally(() => {
        endStream()
        end()
      })
  }
  const hasRoom = (): boolean => open < share.questions
  const proceed = (): void => {
    while (hasRoom()) {
      const message = waiting.shift()
      if (message === undefined) return flow(true)
      take(message)
    }
  }

  return {
    receive: (message: Message): void => {
      waiting.push(message)
      proceed()
      if (waiting.length > 0) flow(false)
    },
    /** The other side is gone: aborts what runs for it. */
    close: (): void => {
      waiting.length = 0
      peer.close()
    },
  }
}
