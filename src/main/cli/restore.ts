import { Argument } from 'commander'
import { componentIds, LabError, type ComponentId } from '../../shared/base/index.ts'
import { tryEach } from '../try-each.ts'
import { defaultFolder } from './flags.ts'
import { askLab, socketOf, type RunningLab } from './running-lab.ts'
import { readAddress } from './screen-address.ts'
import type { Fill, Shell } from './shell.ts'

/** What one types to plug a service of the lab in this folder in again. */
export const restoreLine = (component: ComponentId, folder: string): string =>
  `npm start -- restore ${component}${folder === defaultFolder() ? '' : ` --lab "${folder}"`}`

/** Where the lab in this folder was served last. `LabError` `lab.not-found`. */
const socketIn = async (folder: string): Promise<URL> => {
  const kept = await readAddress(folder)
  if (kept === undefined) {
    throw new LabError('lab.not-found', `No lab was opened in ${folder} so far.`, { folder })
  }
  return socketOf(new URL(`http://127.0.0.1:${kept.port}/?token=${kept.token}`))
}

const plugIn = ({ plug }: RunningLab, plugs: readonly ComponentId[]): Promise<unknown> =>
  plugs.length === 0
    ? plug.restoreAll()
    : tryEach(plugs.map((each) => () => plug.restore({ plug: each })))

/** Plugs in, and prints what proved that it works: also when another did not. */
const restore = async (
  lab: RunningLab,
  plugs: readonly ComponentId[],
  { output }: Shell,
): Promise<void> => {
  const { seq } = await lab.lab.state()
  let proven = 0
  try {
    await plugIn(lab, plugs)
  } finally {
    for (const { fact } of await lab.journal.read({ after: seq, types: ['plug.healed'] })) {
      if (fact.type !== 'plug.healed') continue
      proven++
      output.print(`${fact.component} works again:`)
      for (const step of fact.steps) output.print(`  ${step}`)
    }
  }
  if (proven === 0) output.print('Every plug is in; nothing to restore.')
}

/** `restore`: what stopped by itself or was unplugged in a running lab, for those who do not look at its screen. */
export const restoreCommand: Fill = (command, shell) => {
  command
    .addArgument(
      new Argument('[plugs...]', 'none: all that are out or stopped').choices(componentIds),
    )
    .option('--lab <folder>', 'where the lab is kept', defaultFolder())
    .action(async (plugs: ComponentId[], { lab: folder }: { lab: string }) =>
      askLab(await socketIn(folder), (lab) => restore(lab, plugs, shell)),
    )
}
