import type { Command } from 'commander'
import { LabError } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import {
  changedColumns,
  hostsAsCsv,
  readHostTable,
  turnedUpOf,
  type HostChange,
  type TableProblem,
} from '../../shared/rack/index.ts'
import { planText } from './faults.ts'
import type { Output } from './output.ts'
import { askLabAt, withLabPlace, type LabPlace, type RunningLab } from './running-lab.ts'
import { writeResult } from './write-result.ts'

type ImportFlags = { readonly plan: boolean; readonly json: boolean }

const problemLine = ({ line, column, message }: TableProblem): string =>
  [line === undefined ? [] : `line ${line}`, column ?? []].flat().join(', ').concat(`: ${message}`)

const none = '-'

/** A host that the table makes or changes, in a line. */
const changeLine = (change: HostChange): string => {
  const { before, after } = change
  const name = before === undefined ? `+ ${after.name}` : `~ ${before.name}`
  const columns = changedColumns(change).filter((each) => before !== undefined || each !== 'name')
  const said = columns.map((each) =>
    before === undefined
      ? after[each]
      : `${each} ${before[each] || none} -> ${after[each] || none}`,
  )
  return `${name.padEnd(22)}  ${said.filter(Boolean).join('  ')}`
}

/** What a table makes of the lab. `LabError` `hosts.table-invalid` with every place that is wrong. */
const readTable = (document: LabDocument, text: string, file: string) => {
  const table = readHostTable(document, text)
  if (table.problems.length === 0) return table
  const message = [`${file} has mistakes`, ...table.problems.map(problemLine)].join('\n')
  throw new LabError('hosts.table-invalid', message, { file })
}

const importTable = async (lab: RunningLab, file: string, { plan }: ImportFlags) => {
  const { document } = await lab.lab.state()
  const table = readTable(document, await planText(file), file)
  const hosts = table.changes.map(({ entry }) => entry)
  if (!plan && hosts.length > 0) await lab.document.edit({ kind: 'putHosts', hosts })
  return table
}

/** `hosts export` and `import`: the hosts of a running lab as a table. */
export const withHostTables = (hosts: Command, output: Output): void => {
  withLabPlace(hosts.command('export'))
    .description('print the hosts of a running lab as CSV, those that turned up among them')
    .argument('[file]', 'write it there')
    .action(async (file: string | undefined, place: LabPlace) => {
      const csv = await askLabAt(place, async ({ lab, rules, host }) =>
        hostsAsCsv(
          (await lab.state()).document,
          turnedUpOf(await rules.discovered(), await host.progress({})),
        ),
      )
      if (file === undefined) output.print(csv.trimEnd())
      else await writeResult(file, csv)
    })
  withLabPlace(hosts.command('import'))
    .description(
      'name, place and change hosts of a running lab by a CSV file: all of it, or nothing',
    )
    .argument('<file>', 'its first line says what stands in the columns, as `hosts export` does')
    .option('--plan', 'only say what would change', false)
    .option('--json', 'print it as JSON', false)
    .action(async (file: string, flags: LabPlace & ImportFlags) => {
      const { changes, unchanged, ignored } = await askLabAt(flags, (lab) =>
        importTable(lab, file, flags),
      )
      if (flags.json) return output.print(JSON.stringify({ changes, unchanged, ignored }))
      for (const change of changes) output.print(changeLine(change))
      if (ignored.length > 0) output.say(`Not read: ${ignored.join(', ')}.`)
      output.say(`${changes.length} to change, ${unchanged} as they are.`)
    })
}
