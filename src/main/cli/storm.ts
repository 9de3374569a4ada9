import { mostHosts } from '../../shared/rack/index.ts'
import { labOfMany, renderStorm } from '../../shared/storm/index.ts'
import { demoLab, readLabFile } from '../open-lab.ts'
import { between, speed, wholeNumber } from './flags.ts'
import { inOwnLab } from './own-lab.ts'
import type { Fill } from './shell.ts'

type Flags = {
  readonly hosts: number
  readonly cluster: number
  readonly atOnce?: number
  readonly speed: number
  readonly link?: number
  readonly image?: number
  readonly boots?: number
  readonly run: boolean
  readonly json: boolean
}

const count = wholeNumber(1, mostHosts)

/**
 * `storm`: how long a boot storm of so many hosts takes; then, unless told otherwise, boots as many
 * simulated ones in a lab of its own and puts what was measured beside it.
 */
export const stormCommand: Fill = (command, shell) => {
  const { output } = shell
  command
    .option('--hosts <number>', 'how many hosts boot', count, 100)
    .option('--cluster <number>', 'hosts of one cluster', count, 32)
    .option(
      '--at-once <number>',
      'hosts that boot at the same time, by whole clusters; by default all',
      count,
    )
    .option(
      '--boots <number>',
      'hosts the waiter lets load an image at once; by default all',
      count,
    )
    .option('--speed <times>', 'how much faster than life', speed, 50)
    .option('--link <mbit>', 'for the plan: the wire that all hosts share', between(1, 1_000_000))
    .option('--image <mib>', 'for the plan: size of the image', between(1, 100_000))
    .option('--no-run', 'only the plan')
    .option('--json', 'print plan and result as JSON', false)
    .action(async (flags: Flags) => {
      const base = labOfMany(await readLabFile(demoLab), flags.hosts, flags.cluster)
      const { boots } = flags
      const network = { ...base.network, ...(boots !== undefined && { waiter: { boots } }) }
      await inOwnLab(shell, { ...base, network, speed: flags.speed }, async (app) => {
        const { link, image } = flags
        const order = { atOnce: flags.atOnce ?? flags.hosts }
        const plan = app.storms.plan({
          ...order,
          ...(link !== undefined && { link: (link * 1_000_000) / 8 }),
          ...(image !== undefined && { imageBytes: image * 1024 * 1024 }),
        })
        const settled = flags.run ? await app.storms.run(order) : undefined
        if (flags.json) output.print(JSON.stringify({ plan, result: settled ?? null }))
        else output.print(renderStorm(plan, settled))
      })
    })
}
