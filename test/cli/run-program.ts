import { createProgram } from '../../src/main/cli/program.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'

const clock = createSystemClock()

/** Runs a command in this process and gives back what it printed and said. */
export const runProgram = async (...args: readonly string[]): Promise<string> => {
  const printed: string[] = []
  const output = {
    print: (text: string) => void printed.push(text),
    say: (text: string) => void printed.push(text),
    colour: false,
  }
  await createProgram({ output, clock }).parseAsync(['node', 'headwaiter', ...args])
  return printed.join('\n')
}
