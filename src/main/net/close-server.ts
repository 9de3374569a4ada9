import type { Server } from 'node:http'

/** Closes the listener and cuts live connections. */
export const closeServer = async (server: Server): Promise<void> => {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
