/**
 * Keeps the machine tidy, however a run ends: what others have left is removed, and a keeper stands by that removes what
 * is left of this one. The system closes its input when this process is gone, be it by `kill -9`; and no signal from the terminal
 * reaches it, for it has none.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { makeFolder, mark, removeLeftovers } from './leftovers.mjs'

const keeper = fileURLToPath(new URL('keeper.mjs', import.meta.url))

/** From now on all that this process starts or writes for the time being is of this run. */
export const keepTidy = () => {
  if (process.platform !== 'linux') return
  removeLeftovers()
  const run = process.pid
  const child = spawn(process.execPath, [keeper, String(run)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
    // A run within another one: who ends what is of that one lets this keeper do its work.
    env: { ...process.env, [mark]: undefined },
  })
  child.unref()
  child.stdin.unref()
  process.env[mark] = String(run)
  process.env.TMPDIR = makeFolder(run)
}
