import { existsSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import { LabError } from '../../shared/base/index.ts'
import {
  packReport,
  partIds,
  reportParts,
  type DiagnosticSources,
  type PartId,
  type ReportPart,
} from '../../shared/diagnostics/index.ts'
import { formatBytes } from '../../shared/host/index.ts'
import { collectSources, sourcesWithout } from '../diagnostics/index.ts'
import { programVersion } from '../open-lab.ts'
import { defaultFolder } from './flags.ts'
import { withStores } from './lab-files.ts'
import { sayError } from './output.ts'
import { askLabIn } from './running-lab.ts'
import type { Fill, Shell } from './shell.ts'
import { writeResult } from './write-result.ts'

type Flags = {
  readonly lab: string
  readonly keepNames: boolean
  readonly without: readonly PartId[]
  readonly show?: PartId
}

/** ms that a running lab has to answer; one that hangs is looked at from outside. */
const patience = 20_000

const partId = (text: string): PartId => {
  const found = partIds.find((id) => id === text)
  if (found === undefined) throw new InvalidArgumentError(`One of ${partIds.join(', ')}.`)
  return found
}

const zipName = (file: string): string => {
  if (/\.json$/i.test(file)) throw new InvalidArgumentError('A report is a zip: name it FILE.zip.')
  return file
}

/** Of the lab that runs in the folder, else of its files, else of the program alone: a report is wanted most when something is broken. */
const sourcesOf = async ({ output, clock }: Shell, folder: string): Promise<DiagnosticSources> => {
  try {
    return await askLabIn(folder, ({ lab }) =>
      lab.diagnostics(undefined, { signal: AbortSignal.timeout(patience) }),
    )
  } catch {
    const where = { folder, version: await programVersion(), clock }
    try {
      return await withStores(folder, { output, clock }, (stores) => collectSources(stores, where))
    } catch (error) {
      if (!(error instanceof LabError) || error.code === 'lab.not-found') throw error
      sayError(output, error)
      output.say('The report tells of the program and this error alone.')
      const { code, message } = error
      return { ...sourcesWithout(where), unopened: { code, message } }
    }
  }
}

const partLine = ({ id, file, bytes }: ReportPart): string =>
  `  ${id.padEnd(10)}${file.padEnd(18)}${formatBytes(bytes.length)}`

const diagnose = async (shell: Shell, file: string | undefined, flags: Flags): Promise<void> => {
  const { output } = shell
  if (file !== undefined && existsSync(file))
    throw new LabError('journal.exists', `${file} is there already.`, { file })
  const sources = await sourcesOf(shell, flags.lab)
  const parts = reportParts(sources, flags).filter(({ id }) => !flags.without.includes(id))
  if (flags.show !== undefined) {
    output.print(parts.find(({ id }) => id === flags.show)?.text.trimEnd() ?? 'This part is empty.')
    return
  }
  const packed = packReport(parts, { at: sources.at, keepNames: flags.keepNames })
  if (file !== undefined) await writeResult(file, packed, { flag: 'wx' })
  output.print(
    [
      file === undefined
        ? 'A report would hold:'
        : `Wrote ${file} (${formatBytes(packed.length)}):`,
      ...parts.map(partLine),
      flags.keepNames
        ? 'It holds the names and addresses of the lab; read it before you pass it on.'
        : 'Names and addresses have stand-ins. Nothing was sent anywhere.',
    ].join('\n'),
  )
}

/** `diagnostics`: what a defect report needs. */
export const diagnosticsCommand: Fill = (command, shell) => {
  command
    .argument(
      '[file]',
      'where to write it, a zip; without it what it would hold is listed',
      zipName,
    )
    .option('--lab <folder>', 'where the lab is kept; it may be running', defaultFolder())
    .option('--keep-names', 'keep the names and addresses of the lab', false)
    .option(
      '--without <part>',
      `leave a part out, also several times: ${partIds.join(', ')}`,
      (text: string, before: readonly PartId[]) => [...before, partId(text)],
      [],
    )
    .option('--show <part>', 'print a part as it would be written, and write nothing', partId)
    .action((file: string | undefined, flags: Flags) => diagnose(shell, file, flags))
}
