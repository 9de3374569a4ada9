/**
 * `npm start`: sets everything up, then opens the lab. With arguments it is the command line
 * (`npm start -- --help`).
 */
import { join } from 'node:path'
import { become, build, installPackages, node24, root } from './lib/setup.mjs'

const typed = process.argv.slice(2)
/** Options alone are those of `lab`, the default; but help is of the whole command line. */
const isHelp = (word) => ['--help', '-h'].includes(word)
const bare = typed[0]?.startsWith('-') && !isHelp(typed[0])
const args = bare ? ['lab', ...typed] : typed
installPackages()
const { electronBinary, hasDisplay, installElectron } = await import('./lib/electron.mjs')

/** Commands that open a screen need it built; the others run from the sources. */
const opensScreen = args.length === 0 || ['lab', 'serve', 'replay'].includes(args[0])
if (opensScreen && !args.some(isHelp)) build()

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
  become(node24(), [join(root, 'src', 'main', 'cli.ts'), ...(args.length === 0 ? ['lab'] : args)])
}
