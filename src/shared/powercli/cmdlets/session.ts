import { LabError } from '../../base/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { limits } from '../run/limits.ts'
import { collapse, object, type Value } from '../run/values.ts'
import { anyOf, hasWildcard, wildcard } from '../run/wildcard.ts'
import { count, flag, names, text, value } from './parameters.ts'

const core = 'Microsoft.PowerShell.Core'
const utility = 'Microsoft.PowerShell.Utility'

const commandObject = ({ name, module, aliases = [] }: Cmdlet): Value =>
  object('CommandInfo', { CommandType: 'Cmdlet', Name: name, Module: module, Aliases: aliases })

const commandsNamed = (
  call: Call,
  typed: readonly string[],
  modules: readonly string[],
): readonly Cmdlet[] => {
  const isAsked = anyOf(modules)
  const inModule = call.commands.all.filter(({ module }) => isAsked(module))
  if (typed.length === 0) return inModule
  return typed.flatMap((pattern) => {
    const matches = wildcard(pattern)
    const found = inModule.filter(({ name }) => matches(name))
    if (found.length > 0) return found
    const byAlias = hasWildcard(pattern) ? undefined : call.commands.find(pattern)
    if (byAlias !== undefined && inModule.includes(byAlias)) return [byAlias]
    if (!hasWildcard(pattern))
      call.fail(
        new LabError('powercli.unknown-command', `There is no command "${pattern}".`, {
          name: pattern,
        }),
      )
    return []
  })
}

const byName = (one: Cmdlet, other: Cmdlet): number => (one.name < other.name ? -1 : 1)

const getCommand: Cmdlet = {
  name: 'Get-Command',
  module: core,
  synopsis: 'Lists the commands of this console.',
  parameters: [
    names('Names of commands, with wildcards.', 'command'),
    text('Module', 'Only commands of these modules.', { many: true }),
  ],
  aliases: ['gcm', 'Get-VICommand'],
  examples: [{ code: 'Get-Command *Rule*', text: 'Commands about rules.' }],
  run: (call) =>
    [...commandsNamed(call, call.texts('Name'), call.texts('Module'))]
      .sort(byName)
      .map(commandObject),
}

const getDeployCommand: Cmdlet = {
  name: 'Get-AutoDeployCommand',
  module: 'VMware.DeployAutomation',
  synopsis: 'Lists the Auto Deploy cmdlets.',
  parameters: [names('Names of commands, with wildcards.', 'command')],
  aliases: ['Get-DeployCommand'],
  run: (call) =>
    [...commandsNamed(call, call.texts('Name'), ['VMware.DeployAutomation'])]
      .sort(byName)
      .map(commandObject),
}

const getAlias: Cmdlet = {
  name: 'Get-Alias',
  module: utility,
  synopsis: 'Lists the short names of commands.',
  parameters: [names('Short names, with wildcards.', undefined)],
  aliases: ['gal'],
  run: (call) => {
    const matches = anyOf(call.texts('Name').map((each) => (each === '?' ? '`?' : each)))
    return call.commands.all
      .flatMap(({ name, aliases = [] }) => aliases.map((alias) => ({ alias, name })))
      .filter(({ alias }) => matches(alias))
      .sort((one, other) => (one.alias < other.alias ? -1 : 1))
      .map(({ alias, name }) => object('Alias', { Alias: alias, Command: name }))
  },
}

const getHistory: Cmdlet = {
  name: 'Get-History',
  module: core,
  synopsis: 'Lists the command lines that were run. Lines with a password are not kept.',
  parameters: [count('Count', 'Only the last ones.', { position: 0 })],
  aliases: ['h', 'history'],
  run: (call) =>
    call.session.history
      .slice(-(call.count('Count') ?? call.session.history.length))
      .map(({ id, text: line }) => object('HistoryInfo', { Id: id, CommandLine: line })),
}

const clearHistory: Cmdlet = {
  name: 'Clear-History',
  module: core,
  synopsis: 'Empties the history.',
  parameters: [],
  run: ({ session }) => {
    session.history.length = 0
    return []
  },
}

const clearHost: Cmdlet = {
  name: 'Clear-Host',
  module: core,
  synopsis: 'Empties the screen.',
  parameters: [],
  aliases: ['clear', 'cls'],
  run: (call) => {
    call.clear()
    return []
  },
}

const getVariable: Cmdlet = {
  name: 'Get-Variable',
  module: utility,
  synopsis: 'Lists the variables of this session.',
  parameters: [names('Names of variables, with wildcards.', undefined)],
  aliases: ['gv'],
  run: (call) => {
    const matches = anyOf(call.texts('Name'))
    return [...call.session.variables]
      .filter(([name]) => name !== '_' && matches(name))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, held]) => object('Variable', { Name: name, Value: held }))
  },
}

const fixedNames = new Set(['true', 'false', 'null', '_', '?', 'error', 'psitem'])

const setVariable: Cmdlet = {
  name: 'Set-Variable',
  module: utility,
  synopsis: 'Gives a variable a value.',
  parameters: [
    text('Name', 'The name, without the $.', { required: true, position: 0 }),
    value('Value', 'The value.', { position: 1, many: true, canBeEmpty: true }),
  ],
  aliases: ['sv'],
  run: (call) => {
    const name = (call.text('Name') ?? '').toLowerCase()
    if (fixedNames.has(name))
      throw new LabError('powercli.bad-argument', `$${name} cannot be given a value.`, {
        target: name,
      })
    call.session.variables.set(name, collapse(call.values('Value')))
    return []
  },
}

const removeVariable: Cmdlet = {
  name: 'Remove-Variable',
  module: utility,
  synopsis: 'Removes variables.',
  parameters: [text('Name', 'Their names.', { many: true, required: true, position: 0 })],
  aliases: ['rv'],
  run: (call) => {
    for (const name of call.texts('Name'))
      if (!call.session.variables.delete(name.toLowerCase()))
        call.fail(new LabError('powercli.not-found', `There is no variable "${name}".`, { name }))
    return []
  },
}

const startSleep: Cmdlet = {
  name: 'Start-Sleep',
  module: utility,
  synopsis: 'Waits.',
  parameters: [count('Seconds', 'How long.', { position: 0 }), count('Milliseconds', 'How long.')],
  either: ['Seconds', 'Milliseconds'],
  aliases: ['sleep'],
  run: async (call) => {
    const ms = call.count('Milliseconds') ?? (call.count('Seconds') ?? 0) * 1000
    if (ms > limits.sleepSeconds * 1000)
      throw new LabError(
        'powercli.limit',
        `Start-Sleep waits ${limits.sleepSeconds} seconds at most.`,
      )
    await call.lab.sleep(ms, call.signal)
    return []
  },
}

/** Modules a script may name; all are there from the beginning. */
const modulesOf = (call: Call): readonly string[] => [
  ...new Set(call.commands.all.map(({ module }) => module)),
]
const bundles = new Set(['vmware.powercli', 'vcf.powercli', 'vmware.vimautomation.core'])

const importModule: Cmdlet = {
  name: 'Import-Module',
  module: core,
  synopsis: 'Accepts the names of modules whose commands are here.',
  parameters: [text('Name', 'Names of modules.', { many: true, required: true, position: 0 })],
  aliases: ['ipmo', 'Add-PSSnapin'],
  run: (call) => {
    const known = new Set(modulesOf(call).map((name) => name.toLowerCase()))
    for (const name of call.texts('Name'))
      if (!known.has(name.toLowerCase()) && !bundles.has(name.toLowerCase()))
        call.fail(
          new LabError('powercli.not-found', `There is no module "${name}" in this console.`, {
            name,
          }),
        )
    return []
  },
}

const getModule: Cmdlet = {
  name: 'Get-Module',
  module: core,
  synopsis: 'Lists the modules of this console.',
  parameters: [
    names('Names of modules, with wildcards.', undefined),
    flag('ListAvailable', 'The same.'),
  ],
  aliases: ['gmo'],
  run: (call) => {
    return modulesOf(call)
      .filter(anyOf(call.texts('Name')))
      .sort()
      .map((name) => {
        const commands = call.commands.all.filter(({ module }) => module === name).length
        return object('ModuleInfo', { Name: name, Commands: commands })
      })
  },
}

const configuration: Cmdlet = {
  name: 'Set-PowerCLIConfiguration',
  module: 'VMware.VimAutomation.Core',
  synopsis: 'Accepted, so that scripts which begin with it run; a lab has nothing to set here.',
  parameters: [
    text('InvalidCertificateAction', 'Accepted.', {
      values: ['Ignore', 'Warn', 'Prompt', 'Fail', 'Unset'],
    }),
    text('Scope', 'Accepted.', { values: ['Session', 'User', 'AllUsers'] }),
    text('DefaultVIServerMode', 'Accepted.', { values: ['Single', 'Multiple'] }),
    value('ParticipateInCeip', 'Accepted.'),
  ],
  changes: true,
  run: () => [],
}

export const sessionCmdlets: readonly Cmdlet[] = [
  getCommand,
  getDeployCommand,
  getAlias,
  getHistory,
  clearHistory,
  clearHost,
  getVariable,
  setVariable,
  removeVariable,
  startSleep,
  importModule,
  getModule,
  configuration,
]
