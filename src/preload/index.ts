import { ipcRenderer } from 'electron'

/**
 * Hands the one port of the lab on to the page, and nothing else. Any origin will do: no other document
 * can come into this window.
 */
const channel = 'headwaiter:port'
ipcRenderer.on(channel, ({ ports }) => window.postMessage(channel, '*', ports))
