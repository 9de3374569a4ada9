import { Command } from 'commander'
import type { Clock } from '../../shared/base/index.ts'
import { commands } from './commands.ts'
import type { Output } from './output.ts'

const hostsWorker = new URL('../hosts/simulated/worker.ts', import.meta.url)

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
    .showHelpAfterError('See `npm start -- --help`.')
    .configureOutput({
      writeOut: (text) => output.print(text.trimEnd()),
      writeErr: (text) => output.say(text.trimEnd()),
    })
    .addHelpText(
      'after',
      '\nIn this folder: npm start -- COMMAND. npm prints two lines of its own before;\n`npm start --silent -- COMMAND --json` prints JSON alone.',
    )
    .helpCommand(false)
    // An option belongs to the command it stands behind: `hosts add --json`.
    .enablePositionalOptions()
  for (const { name, about } of commands) program.command(name).description(about)
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
