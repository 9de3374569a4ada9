import type { IncomingMessage } from 'node:http'
import { clientAt } from '../net/index.ts'

/** Who asked. `client` is `address:port`. */
export type Asker = { readonly client: string; readonly host?: string }

/** Where a request came from. To be read when it comes: Node takes its socket away once it is answered. */
export const clientOf = (request: IncomingMessage): string => {
  const { socket }: { readonly socket: Partial<IncomingMessage['socket']> | null } = request
  return clientAt(socket ?? {})
}

/** The address of a client. */
export const addressOf = (client: string): string => client.slice(0, client.lastIndexOf(':'))
