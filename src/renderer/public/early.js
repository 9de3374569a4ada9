// Opens the way to the lab while the program is still being fetched; `client/websocket.ts` takes it over.
const token = new URLSearchParams(location.search).get('token')
if (token !== null) {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  globalThis.earlySocket = new WebSocket(
    `${scheme}://${location.host}/api?token=${encodeURIComponent(token)}`,
  )
}
