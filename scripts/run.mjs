/** Runs one of our TypeScript programs under the pinned Node, beside a screen that is built of the sources as they are: `node scripts/run.mjs bench/main.ts --json`. */
import { join } from 'node:path'
import { keepTidy } from './lib/keep.mjs'
import { become, build, installPackages, node24, root } from './lib/setup.mjs'

const [program = '', ...args] = process.argv.slice(2)
installPackages()
build()
keepTidy()
become(node24(), [join(root, program), ...args])
