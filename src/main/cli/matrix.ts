import { InvalidArgumentError } from 'commander'
import { modes, renderGrid, renderHandout, scenarios } from '../../shared/matrix/index.ts'
import { runMatrix } from '../matrix/index.ts'
import { demoLab, readLabFile } from '../open-lab.ts'
import { inOwnLab } from './own-lab.ts'
import { writeResult } from './write-result.ts'
import type { Fill } from './shell.ts'

type Flags = { html?: string; json: boolean; only?: readonly string[] }

const scenarioIds = (text: string): readonly string[] => {
  const known = scenarios.map(({ id }) => id)
  const asked = text.split(',')
  if (asked.every((id) => known.includes(id))) return asked
  throw new InvalidArgumentError(`The scenarios are ${known.join(', ')}.`)
}

/** Labs side by side; each keeps two cores busy by itself. */
const slots = 2

/** `matrix`: every outage on every kind of host, on simulated hosts in labs of their own. */
export const matrixCommand: Fill = (command, shell) => {
  const { output, clock } = shell
  command
    .option('--only <ids>', 'scenarios by id, with commas', scenarioIds)
    .option('--html <file>', 'write the grid as a handout, too')
    .option('--json', 'print the grid as JSON', false)
    .action(async ({ html, json, only }: Flags) => {
      const grid = await runMatrix({
        base: await readLabFile(demoLab),
        clock,
        slots,
        only,
        onRow: ({ scenario, broken }) => output.say(`${scenario}  ${broken}`),
        inLab: (document, work) =>
          inOwnLab(shell, document, (app) =>
            work({
              commands: app,
              journal: app.journal,
              document: () => app.documents.current(),
            }),
          ),
      })
      output.print(json ? JSON.stringify(grid) : renderGrid(grid, modes))
      if (html !== undefined) await writeResult(html, renderHandout(grid, modes))
    })
}
