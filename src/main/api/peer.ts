import { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { ServerPeer } from '@orpc/standard-server-peer'
import { isStream } from './is-stream.ts'
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

/** What a client may have open at once: questions without an answer, and answers that have not left. */
const mostOpen = 64

/**
 * The API at one end of a channel. The library's own adapters leave a message that is none of theirs
 * unhandled, which ends the process; here it ends the channel it came by. A client that asks faster than it
 * takes the answers waits, or they would fill the memory.
 */
export const servePeer = (
  router: ApiRouter,
  { send, refuse, flow = () => undefined }: Channel,
  most = mostOpen,
) => {
  const handler = new StandardRPCHandler(router)
  const answer = createServerPeerHandleRequestFn(handler, { context: {} })
  const waiting: Message[] = []
  let open = 0

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
    const handle: typeof answer = async (request) => {
      const response = await answer(request)
      // A stream goes on for as long as somebody reads it; its messages count one by one.
      if (isStream(response.body)) end()
      return response
    }
    peer.message(message, handle).catch(refuse).finally(end)
  }
  const hasRoom = (): boolean => open < most
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
