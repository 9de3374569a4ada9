import type { IncomingMessage } from 'node:http'

/** Who asked. `client` is `address:port`. */
export type Asker = { readonly client: string; readonly host?: string }

/** The address a request came from. */
export const addressOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? ''

/** The address and port a request came from. */
export const clientOf = ({ socket }: IncomingMessage): string =>
  `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`
