/** Runs one of our TypeScript programs under the pinned Node: `node scripts/run.mjs bench/main.ts --json`. */
import { join } from 'node:path'
import { become, installPackages, node24, root } from './lib/setup.mjs'

const [program = '', ...args] = process.argv.slice(2)
installPackages()
become(node24(), [join(root, program), ...args])
