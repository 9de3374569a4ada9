import { commandLine, createProgram } from './cli/program.ts'
import { createTerminal, sayError } from './cli/output.ts'
import { createSystemClock } from './system-clock.ts'

const output = createTerminal()
try {
  const program = createProgram({ output, clock: createSystemClock() })
  await program.parseAsync(commandLine(process.argv.slice(2)), { from: 'user' })
} catch (error) {
  sayError(output, error)
  process.exitCode = 1
}
