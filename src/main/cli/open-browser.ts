import { spawn } from 'node:child_process'

/** How this platform opens an address in the user's browser; none without a display. */
export const browserCommand = (
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] | undefined => {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  const display = env.DISPLAY ?? env.WAYLAND_DISPLAY
  return display === undefined || display === '' ? undefined : ['xdg-open']
}

/** Opens the address if there is a browser. Whether there is one shows only on screen: failure is no error. */
export const openBrowser = (url: string): void => {
  const [command, ...args] = browserCommand(process.platform, process.env) ?? []
  if (command === undefined) return
  const child = spawn(command, [...args, url], { detached: true, stdio: 'ignore' })
  child.on('error', () => {})
  child.unref()
}
