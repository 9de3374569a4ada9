import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { node24, root } from './setup.mjs'

const home = join(root, 'node_modules', 'electron')

/** Whether this machine can show a window at all. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** The Electron binary, if it is on this machine. Never downloads. */
export const electronBinary = () => {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(home, 'dist')
  const pathFile = join(home, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const binary = join(dist, name)
  return existsSync(binary) ? binary : undefined
}

/** Part of the set-up, like `npm ci`: fetches the binary once. False when it cannot be had. */
export const installElectron = () => {
  process.stderr.write('Fetching the Electron binary (once)...\n')
  const done = spawnSync(node24(), [join(home, 'install.js')], {
    stdio: 'ignore',
    timeout: 180_000,
  })
  return done.status === 0 && electronBinary() !== undefined
}
