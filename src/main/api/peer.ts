import { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { ServerPeer } from '@orpc/standard-server-peer'
import type { ApiRouter } from './router.ts'

/** The bytes of one message, in the library's own form. */
export type Message = string | ArrayBufferLike | Uint8Array

/** One way to one client. */
export type Channel = {
  /** Resolves when the message has left; a stream waits for it before it goes on. */
  readonly send: (message: Message) => void | Promise<void>
  /** Ends the channel: what came in is not a message of the API. */
  readonly refuse: () => void
}

/**
 * The API at one end of a channel. The library's own adapters leave a message that is none of theirs
 * unhandled, which ends the process; here it ends the channel it came by.
 */
export const servePeer = (router: ApiRouter, { send, refuse }: Channel) => {
  const handler = new StandardRPCHandler(router)
  const handle = createServerPeerHandleRequestFn(handler, { context: {} })
  const peer = new ServerPeer(send)
  return {
    receive: (message: Message): void => {
      peer.message(message, handle).catch(refuse)
    },
    /** The other side is gone: aborts what runs for it. */
    close: (): void => peer.close(),
  }
}
