import { Server } from 'node:http'
import { Server as TlsServer } from 'node:https'
import type { Server as TcpServer } from 'node:net'

/** Whether a server speaks HTTP, in clear or by TLS: Node's HTTPS server has the same events, but is no instance of the other. */
export const isHttp = (server: TcpServer): server is Server =>
  server instanceof Server || server instanceof TlsServer
