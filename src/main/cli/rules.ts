import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { LabError, type Clock } from '../../shared/base/index.ts'
import type { ConsoleLine } from '../../shared/powercli/index.ts'
import type { ComplianceTest, Explanation } from '../../shared/rules/index.ts'
import type { App } from '../app.ts'
import type { RulesApi } from '../rules/index.ts'
import { withClosedLab } from './closed-lab.ts'
import type { Output } from './output.ts'

type Shell = {
  readonly output: Output
  readonly clock: Clock
  readonly defaultFolder: () => string
  /** Opens the lab in the folder, with all its services. */
  readonly open: (folder: string) => Promise<App>
}

type Kept = { readonly lab: string }

/** Asks the rules of a closed lab. */
const withRules = <T>(
  { clock }: Shell,
  { lab }: Kept,
  work: (rules: RulesApi['rules']) => Promise<T>,
): Promise<T> => withClosedLab(lab, clock, ({ rules }) => work(rules))

const readScript = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new LabError('cli.unreadable-file', `${file} cannot be read.`, { file }, error)
  }
}

const printLine =
  ({ output }: Shell) =>
  ({ stream, text }: ConsoleLine): void =>
    stream === 'output' || stream === 'whatIf' ? output.print(text) : output.say(text)

/** Runs a `.ps1` in the running lab; the exit code is 1 when a line of it failed. */
const runFile = async (shell: Shell, file: string, { lab }: Kept): Promise<void> => {
  const script = await readScript(file)
  const app = await shell.open(lab)
  try {
    const { errors } = await app.rules.run({ script }, { onLine: printLine(shell) })
    if (errors > 0) process.exitCode = 1
  } finally {
    await app.stop()
  }
}

const writeScript = async (shell: Shell, file: string | undefined, kept: Kept): Promise<void> => {
  const { script } = await withRules(shell, kept, (rules) => rules.export())
  if (file === undefined) shell.output.print(script.trimEnd())
  else {
    await writeFile(file, script)
    shell.output.print(`Wrote ${file}.`)
  }
}

const explanationLines = ({ rules, decided, notes, stored }: Explanation): readonly string[] => [
  ...rules.flatMap(({ name, matches, patterns, items }) => [
    `${matches ? 'matches' : 'no     '}  ${name}`,
    ...patterns.map(({ text, matches: good, found }) => {
      const has = good ? '' : ` (the host has ${found.join(', ') || 'none'})`
      return `           ${good ? '+' : '-'} ${text}${has}`
    }),
    ...items
      .filter(({ taken }) => taken)
      .map(({ type, name: item }) => `           gives ${type} ${item}`),
  ]),
  '',
  `By the rules: ${Object.values(decided.association).join(', ') || 'nothing'}.`,
  ...notes,
  ...(stored === undefined
    ? []
    : [
        `Stored in vCenter, and so at its next boot: ${Object.values(stored.association).join(', ')}.`,
      ]),
]

const testLines = (tests: readonly ComplianceTest[]): readonly string[] =>
  tests.flatMap(({ host, items }) =>
    items.length === 0
      ? [`${host}: compliant`]
      : items.map(
          ({ type, current, expected }) =>
            `${host}: ${type} is ${current || 'none'}, expected ${expected || 'none'}`,
        ),
  )

/** The commands about rules. */
export const addRulesCommands = (program: Command, shell: Shell): void => {
  const { defaultFolder, output } = shell
  const kept = ['--lab <folder>', 'where the lab is kept', defaultFolder()] as const
  const print = (lines: readonly string[]): void => {
    for (const line of lines) output.print(line)
  }
  const rules = program.command('rules').description('rules of a lab: run, export, explain, test')

  rules
    .command('run')
    .description('open the lab and run a file of PowerCLI lines in it')
    .argument('<file.ps1>')
    .option(...kept)
    .action((file: string, flags: Kept) => runFile(shell, file, flags))
  rules
    .command('export')
    .description('the rules of a closed lab as a script that makes them again')
    .argument('[file.ps1]')
    .option(...kept)
    .action((file: string | undefined, flags: Kept) => writeScript(shell, file, flags))
  rules
    .command('explain')
    .description('why a host of a closed lab gets what it gets')
    .argument('<host>')
    .option(...kept)
    .action(async (host: string, flags: Kept) => {
      const set = 'active' as const
      print(explanationLines(await withRules(shell, flags, (api) => api.explain({ set, host }))))
    })
  rules
    .command('test')
    .description('what is stored for hosts of a closed lab against what the rules give them')
    .argument('[hosts...]')
    .option(...kept)
    .action(async (hosts: string[], flags: Kept) => {
      const asked = hosts.length === 0 ? {} : { hosts }
      print(testLines(await withRules(shell, flags, (api) => api.test(asked))))
    })
  rules
    .command('repair')
    .description('store for hosts of a closed lab what the rules give them')
    .argument('<hosts...>')
    .option(...kept)
    .action(async (hosts: string[], flags: Kept) => {
      print(testLines(await withRules(shell, flags, (api) => api.repair({ hosts }))))
    })
}
