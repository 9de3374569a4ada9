/**
 * `npm start`: sets everything up, then opens the lab. With arguments it is the command line
 * (`npm start -- --help`).
 */
import { join } from 'node:path'
import { become, build, installPackages, node24, root } from './lib/setup.mjs'

const args = process.argv.slice(2)
const isHelp = args.some((word) => ['--help', '-h'].includes(word))
installPackages()
const { electronBinary, hasDisplay, installElectron } = await import('./lib/electron.mjs')

/** Commands that open a screen need it built; the others run from the sources. */
const [command = 'lab'] = args
const opensScreen = ['lab', 'serve', 'replay'].includes(command) || command.startsWith('-')
if (opensScreen && !isHelp) build()

const desktop =
  args.length === 0 && hasDisplay() && (electronBinary() !== undefined || installElectron())
if (desktop) {
  become(electronBinary(), [root])
} else {
  if (args.length === 0) {
    process.stderr.write(
      hasDisplay()
        ? 'The Electron binary cannot be had here: the same app opens in your browser.\n'
        : 'No display here: the same app is served to a browser.\n',
    )
  }
  become(node24(), [join(root, 'src', 'main', 'cli.ts'), ...args])
}
