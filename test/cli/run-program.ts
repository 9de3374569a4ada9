import { createProgram } from '../../src/main/cli/program.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'

const clock = createSystemClock()

/** Runs a command in this process and gives back what it printed, line by line. */
export const printedBy = async (...args: readonly string[]): Promise<readonly string[]> => {
  const printed: string[] = []
  const output = { print: (text: string) => void printed.push(text), say: () => {}, colour: false }
  await createProgram({ output, clock }).parseAsync(['node', 'headwaiter', ...args])
  return printed
}

/** The same, with what it said beside, as one text. */
export const runProgram = async (...args: readonly string[]): Promise<string> => {
  const printed: string[] = []
  const put = (text: string) => void printed.push(text)
  const output = { print: put, say: put, colour: false }
  await createProgram({ output, clock }).parseAsync(['node', 'headwaiter', ...args])
  return printed.join('\n')
}
