import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { node24, root } from './setup.mjs'

/** A file of an installed package. */
export const bin = (path) => join(root, 'node_modules', path)

/**
 * Runs one of our tools under Node 24; true when it ended well. What it says is passed on as it comes, or
 * goes to `say`, where tools run side by side.
 */
export const run = (args, { env = {}, say } = {}) =>
  new Promise((resolve) => {
    const child = spawn(node24(), args, {
      cwd: root,
      stdio: say === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: `${bin('.bin')}:${process.env.PATH}`, ...env },
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', say)
    child.on('close', (code) => resolve(code === 0))
  })
