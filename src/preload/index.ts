import { contextBridge, ipcRenderer, webUtils } from 'electron'

/**
 * Hands the one port of the lab on to the page. Any origin will do: no other document can come into
 * this window.
 */
const channel = 'headwaiter:port'
ipcRenderer.on(channel, ({ ports }) => window.postMessage(channel, '*', ports))

/** Where a file lies that a person dropped or chose; empty for one that is in memory alone. */
contextBridge.exposeInMainWorld('headwaiter', {
  pathOf: (file: File): string => webUtils.getPathForFile(file),
})
