import type { IncomingMessage } from 'node:http'

/** Who asked. `client` is `address:port`. */
export type Asker = { readonly client: string; readonly host?: string }

/** Where a request came from. To be read when it comes: Node takes its socket away once it is answered. */
export const clientOf = (request: IncomingMessage): string => {
  const { socket }: { readonly socket: Partial<IncomingMessage['socket']> | null } = request
  return `${socket?.remoteAddress ?? ''}:${socket?.remotePort ?? 0}`
}

/** The address of a client. */
export const addressOf = (client: string): string => client.slice(0, client.lastIndexOf(':'))
