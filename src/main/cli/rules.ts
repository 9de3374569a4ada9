import { cardOfTurnedUp, unknownHost } from '../../shared/base/index.ts'
import type { ConsoleLine } from '../../shared/powercli/index.ts'
import type { HostAttributes } from '../../shared/facts/index.ts'
import { parsePattern } from '../../shared/pattern/index.ts'
import { demoLab, readLabFile } from '../open-lab.ts'
import type { DecidedBoot } from '../../shared/rules/index.ts'
import type { RulesApi } from '../rules/index.ts'
import { withClosedLab } from './closed-lab.ts'
import { defaultFolder } from './flags.ts'
import { openForCommand } from './own-lab.ts'
import { sayUpgrade } from './progress.ts'
import { readNamed } from './read-named.ts'
import { bootLines, explanationLines, nextBootLines, testLines } from './rules-lines.ts'
import { writeResult } from './write-result.ts'
import type { Fill, Shell } from './shell.ts'

type Kept = { readonly lab: string }

/** Asks the rules of a closed lab. */
const withRules = <T>(
  shell: Shell,
  { lab }: Kept,
  work: (rules: RulesApi['rules']) => Promise<T>,
): Promise<T> => withClosedLab(lab, shell, ({ rules }) => work(rules))

/** Windows PowerShell writes UTF-16 when nobody says otherwise, and marks it. */
const encodingOf = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-8'

const readScript = async (file: string): Promise<string> => {
  const bytes = await readNamed(file)
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}

const printLine =
  ({ output }: Shell) =>
  ({ stream, text }: ConsoleLine): void =>
    stream === 'output' || stream === 'whatIf' ? output.print(text) : output.say(text)

/** Runs a `.ps1` in the running lab; the exit code is 1 when a line of it failed. */
const runFile = async (shell: Shell, file: string, { lab }: Kept): Promise<void> => {
  const script = await readScript(file)
  const app = await openForCommand(shell, {
    folder: lab,
    initial: await readLabFile(demoLab),
    onUpgrade: sayUpgrade(shell.output),
  })
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
    await writeResult(file, script)
    shell.output.print(`Wrote ${file}.`)
  }
}

/** `vendor==HPE`, and the like. `LabError` `rules.*` of a pattern that cannot be read. */
const attributesFrom = (typed: readonly string[]): Partial<HostAttributes> =>
  Object.fromEntries(
    typed.map((text) => {
      const { attribute, written } = parsePattern(text.replace(/^([^=]*)=(?!=)/, '$1=='))
      return [attribute, attribute === 'oemstring' ? written : (written[0] ?? '')]
    }),
  )

type Asked = Kept & { readonly with?: readonly string[]; readonly working?: boolean }

const explain = async (shell: Shell, host: string | undefined, flags: Asked): Promise<void> => {
  const asked = {
    set: flags.working === true ? ('working' as const) : ('active' as const),
    ...(host === undefined ? {} : { host }),
    ...(flags.with === undefined ? {} : { attributes: attributesFrom(flags.with) }),
  }
  const lines = explanationLines(await withRules(shell, flags, (api) => api.explain(asked)))
  for (const line of lines) shell.output.print(line)
}

/** A machine that turned up and never asked is no mistake; a name that nobody has is one. */
const bootsOf = (shell: Shell, host: string, { lab }: Kept): Promise<readonly DecidedBoot[]> =>
  withClosedLab(lab, shell, async ({ rules, documents }) => {
    const boots = await rules.boots({ host })
    const known = documents.current().hosts.map(({ id }) => id)
    if (boots.length > 0 || known.includes(host) || cardOfTurnedUp(host) !== undefined) return boots
    throw unknownHost(host, known)
  })

/** The commands about rules. */
export const rulesCommand: Fill = (rules, shell) => {
  const { output } = shell
  const kept = ['--lab <folder>', 'where the lab is kept', defaultFolder()] as const
  const print = (lines: readonly string[]): void => {
    for (const line of lines) output.print(line)
  }
  rules
    .command('run')
    .description('open the lab and run a file of PowerCLI lines in it')
    .argument('<file.ps1>')
    .option(...kept)
    .action((file: string, flags: Kept) => runFile(shell, file, flags))
  rules
    .command('export')
    .description('the rules of a closed lab as a script that makes them again')
    .argument('[file.ps1]', 'where to write it; by default it is printed')
    .option(...kept)
    .action((file: string | undefined, flags: Kept) => writeScript(shell, file, flags))
  rules
    .command('explain')
    .description('why a host of a closed lab, or a machine not there, gets what it gets')
    .argument('[host]', 'none: a machine of the attributes given')
    .option(...kept)
    .option('--with <attribute...>', 'as if it had sent these, like vendor==HPE')
    .option('--working', 'by the working set')
    .action((host: string | undefined, flags: Asked) => explain(shell, host, flags))
  rules
    .command('changes')
    .description('which hosts of a closed lab activating the working set would change, and how')
    .option(...kept)
    .action(async (flags: Kept) =>
      print(nextBootLines(await withRules(shell, flags, (api) => api.nextBoot()))),
    )
  rules
    .command('boots')
    .description('the boots of a host, and the rule set that was active at each')
    .argument('<host>')
    .option(...kept)
    .action(async (host: string, flags: Kept) =>
      print(bootLines(await bootsOf(shell, host, flags))),
    )
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
