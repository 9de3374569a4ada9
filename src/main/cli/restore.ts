import { Argument } from 'commander'
import { componentIds, plugNames, type ComponentId } from '../../shared/base/index.ts'
import { tryEach } from '../try-each.ts'
import { defaultFolder } from './flags.ts'
import { askLabAt, withLabPlace, type LabPlace, type RunningLab } from './running-lab.ts'
import type { Fill, Shell } from './shell.ts'

/** What one types to plug a service of the lab in this folder in again. */
export const restoreLine = (component: ComponentId, folder: string): string =>
  `npm start -- restore ${component}${folder === defaultFolder() ? '' : ` --lab "${folder}"`}`

/** What is to be restored. What was unplugged on purpose stays out unless it is meant. */
type Wanted =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'named'; readonly plugs: readonly ComponentId[] }
  /** As the screen's "Restore everything": faults out; plugs, cables and disks in. */
  | { readonly kind: 'everything' }

const wantedOf = (plugs: readonly ComponentId[], all: boolean): Wanted => {
  if (all) return { kind: 'everything' }
  return plugs.length === 0 ? { kind: 'stopped' } : { kind: 'named', plugs }
}

const restoreEach = ({ plug }: RunningLab, plugs: readonly ComponentId[]): Promise<void> =>
  tryEach(plugs.map((each) => () => plug.restore({ plug: each })))

const bringBack = async (lab: RunningLab, wanted: Wanted): Promise<unknown> => {
  if (wanted.kind === 'everything') return lab.lab.restoreEverything()
  if (wanted.kind === 'named') return restoreEach(lab, wanted.plugs)
  const states = await lab.plug.state()
  return restoreEach(
    lab,
    componentIds.filter((id) => states[id] === 'failed'),
  )
}

/** What there is to say where nothing had to prove itself. */
const nothingDone = async ({ plug }: RunningLab): Promise<string> => {
  const states = await plug.state()
  const out = componentIds.filter((id) => states[id] === 'out').map((id) => plugNames[id])
  return out.length === 0
    ? 'Every plug is in; nothing to restore.'
    : `Nothing stopped by itself. Unplugged on purpose: ${out.join(', ')}; name ${out.length === 1 ? 'it' : 'them'}, or give --all.`
}

/** Plugs in, and prints what proved that it works: also when another did not. */
const restore = async (lab: RunningLab, wanted: Wanted, { output }: Shell): Promise<void> => {
  const { seq } = await lab.lab.state()
  let proven = 0
  try {
    await bringBack(lab, wanted)
  } finally {
    for (const { fact } of await lab.journal.read({ after: seq, types: ['plug.healed'] })) {
      if (fact.type !== 'plug.healed') continue
      proven++
      output.print(`${plugNames[fact.component]} works again:`)
      for (const step of fact.steps) output.print(`  ${step}`)
    }
  }
  if (proven === 0) output.print(await nothingDone(lab))
}

/** `restore`: what stopped by itself in a running lab, for those who do not look at its screen. */
export const restoreCommand: Fill = (command, shell) => {
  withLabPlace(command)
    .addArgument(
      new Argument('[plugs...]', 'none: all that stopped by themselves').choices(componentIds),
    )
    .option(
      '--all',
      'everything: also what was unplugged on purpose; faults out, cables and disks of hosts in',
      false,
    )
    .action(async (plugs: ComponentId[], { all, ...place }: LabPlace & { all: boolean }) => {
      if (all && plugs.length > 0) command.error('error: --all takes no plugs')
      const wanted = wantedOf(plugs, all)
      await askLabAt(place, (lab) => restore(lab, wanted, shell))
    })
}
