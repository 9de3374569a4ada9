import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { LabError } from '../../base/index.ts'
import { formatted, formatValues, formatWith } from '../run/format.ts'
import { isObject, toText, type LabObject, type Value } from '../run/values.ts'
import { views } from '../run/views.ts'
import { flag, inputObject, text, value } from './parameters.ts'
import { selected, shownProperties } from './values.ts'

const module = 'Microsoft.PowerShell.Utility'

/** The objects that came, with the properties that were asked for. */
const objectsOf = async (call: Call): Promise<readonly LabObject[]> => {
  const items = call.values('InputObject').filter(isObject)
  if (!call.has('Property')) return items
  const shaped: LabObject[] = []
  for (const item of items) shaped.push(await selected(call, item, call.values('Property')))
  return shaped
}

/** Values that are no objects are shown as they are. */
const plain = (call: Call): readonly Value[] =>
  call.values('InputObject').filter((item) => !isObject(item))

const namesFor = ([first]: readonly LabObject[]): readonly string[] =>
  Object.keys(first?.properties ?? {})

const formatList: Cmdlet = {
  name: 'Format-List',
  module,
  synopsis: 'Shows objects as lists of their properties.',
  parameters: [shownProperties, inputObject],
  aliases: ['fl'],
  run: async (call) => {
    const items = await objectsOf(call)
    const lines =
      items.length === 0 ? [] : formatWith(items, { kind: 'list', properties: namesFor(items) })
    return [...plain(call), formatted(lines)]
  },
}

const columnsFor = (call: Call, items: readonly LabObject[]) => {
  const view = views[items[0]?.type ?? '']
  return !call.has('Property') && view?.kind === 'table'
    ? view.columns
    : namesFor(items).map((property) => ({ property }))
}

const formatTable: Cmdlet = {
  name: 'Format-Table',
  module,
  synopsis: 'Shows objects as a table.',
  parameters: [
    shownProperties,
    flag('AutoSize', 'Makes each column as wide as it needs to be.'),
    flag('Wrap', 'Accepted.'),
    inputObject,
  ],
  aliases: ['ft'],
  run: async (call) => {
    const items = await objectsOf(call)
    const columns = columnsFor(call, items)
    const shown = call.flag('AutoSize')
      ? columns.map((column) => {
          const { width: _, ...rest } = { width: 0, ...column }
          return rest
        })
      : columns
    const lines = items.length === 0 ? [] : formatWith(items, { kind: 'table', columns: shown })
    return [...plain(call), formatted(lines)]
  },
}

const outString: Cmdlet = {
  name: 'Out-String',
  module,
  synopsis: 'Makes one text of what would be shown.',
  parameters: [inputObject],
  run: (call) => [formatValues(call.values('InputObject')).join('\n')],
}

const passing = (name: string, synopsis: string, aliases: string[], passes: boolean): Cmdlet => ({
  name,
  module,
  synopsis,
  parameters: [inputObject],
  aliases,
  run: (call) => (passes ? call.values('InputObject') : []),
})

const told = value('Object', 'What to show.', {
  many: true,
  canBeEmpty: true,
  position: 0,
  pipeline: true,
  rest: true,
})

const writeHost: Cmdlet = {
  name: 'Write-Host',
  module,
  synopsis: 'Shows a text at once; nothing goes on in the pipeline.',
  parameters: [
    told,
    text('ForegroundColor', 'Accepted; this console has its own colours.'),
    text('BackgroundColor', 'Accepted; this console has its own colours.'),
    flag('NoNewline', 'Accepted.'),
  ],
  run: (call) => {
    call.say(call.values('Object').map(toText).join(' '))
    return []
  },
}

const writeOutput: Cmdlet = {
  name: 'Write-Output',
  module,
  synopsis: 'Passes values on.',
  parameters: [
    { ...told, name: 'InputObject', help: 'The values.' },
    flag('NoEnumerate', 'Accepted.'),
  ],
  aliases: ['echo', 'write'],
  run: (call) => call.values('InputObject'),
}

const writeWarning: Cmdlet = {
  name: 'Write-Warning',
  module,
  synopsis: 'Shows a warning.',
  parameters: [text('Message', 'The warning.', { required: true, position: 0, pipeline: true })],
  run: (call) => {
    call.warn(call.text('Message') ?? '')
    return []
  },
}

const writeError: Cmdlet = {
  name: 'Write-Error',
  module,
  synopsis: 'Reports an error.',
  parameters: [text('Message', 'The error.', { required: true, position: 0, pipeline: true })],
  run: (call) => {
    call.fail(new LabError('powercli.script-error', call.text('Message') ?? ''))
    return []
  },
}

export const outputCmdlets: readonly Cmdlet[] = [
  formatList,
  formatTable,
  outString,
  passing('Out-Null', 'Shows nothing.', [], false),
  passing('Out-Host', 'Shows values.', ['oh'], true),
  passing('Out-Default', 'Shows values.', [], true),
  writeHost,
  writeOutput,
  writeWarning,
  writeError,
]
