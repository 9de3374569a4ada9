import { Command } from 'commander'
import { errorCodes, type Clock } from '../../shared/base/index.ts'
import { commands } from './commands.ts'
import { remedyText, type Output } from './output.ts'

const hostsWorker = new URL('../hosts/simulated/worker.ts', import.meta.url)

/** What stands below a mistake in what was typed. */
const usage = (command: string): string =>
  remedyText({ code: 'cli.usage', remedy: errorCodes['cli.usage'].replace('COMMAND ', command) })

/** 1 is what a lesson says of expectations that were not met; who typed a command wrong gets another. */
const exitCodeOfUsage = 2

/** The words that were typed; options alone are those of `lab`, but help is of the whole command line. */
export const commandLine = (typed: readonly string[]): readonly string[] => {
  const [first = '--'] = typed
  return first.startsWith('-') && !['-h', '--help'].includes(first) ? ['lab', ...typed] : typed
}

/** The command line. Each command is a thin shell over the rooms. */
export const createProgram = ({
  output,
  clock,
}: {
  readonly output: Output
  readonly clock: Clock
}): Command => {
  const program = new Command('headwaiter')
    .description(
      'A lab that re-creates vSphere Auto Deploy: boots real and simulated hosts, and lets you pull the plug.',
    )
    .showHelpAfterError(usage(''))
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodeOfUsage))
    // Also where the name of a command takes half of 80 columns.
    .configureHelp({ minWidthToWrap: 20 })
    .configureOutput({
      writeOut: (text) => output.print(text.trimEnd()),
      writeErr: (text) => output.say(text.trimEnd()),
    })
    .addHelpText(
      'after',
      '\nIn this folder: npm start -- COMMAND; JSON alone: npm start --silent -- COMMAND --json.',
    )
    .helpCommand(false)
    // An option belongs to the command it stands behind: `hosts add --json`.
    .enablePositionalOptions()
  for (const { name, about } of commands)
    program
      .command(name)
      .description(about)
      .showHelpAfterError(usage(`${name} `))
  program
    .command('help')
    .description('display help for command')
    .argument('[command]')
    .action(async (name?: string) => {
      if (name !== undefined && commands.every((command) => command.name !== name)) {
        program.error(`error: unknown command '${name}'`)
      }
      await program.parseAsync([...(name === undefined ? [] : [name]), '--help'], { from: 'user' })
    })
  program.hook('preSubcommand', async (_program, chosen) => {
    const fill = await commands.find(({ name }) => name === chosen.name())?.load()
    fill?.(chosen, { output, clock, hostsWorker })
  })
  return program
}
