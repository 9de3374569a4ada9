import type { App } from '../app.ts'
import { parseFaultPlan } from '../faults/index.ts'
import { planText } from './faults.ts'
import {
  initialOf,
  speed,
  withLabFlags,
  withScreenFlags,
  type LabFlags,
  type ScreenFlags,
} from './flags.ts'
import { createScreen, demandScreen, showLab } from './lab.ts'
import { openForCommand } from './own-lab.ts'
import { createRecordings } from './recordings.ts'
import type { Fill, Shell } from './shell.ts'
import { withHostFlags, withHosts, type HostFlags } from './host-flags.ts'

type Flags = LabFlags &
  ScreenFlags &
  HostFlags & { readonly speed?: number; readonly faults?: string }

/** Gives an open lab what was asked for it alone. */
const prepare = async (app: App, { speed }: Flags, plan: string | undefined): Promise<void> => {
  if (speed !== undefined && app.state().document.speed !== speed) {
    await app.documents.edit({ kind: 'setSpeed', speed })
  }
  if (plan !== undefined) await app.faults.load(plan)
}

const open = async (shell: Shell, flags: Flags): Promise<void> => {
  const { output } = shell
  demandScreen()
  const recordings = createRecordings(shell)
  await using screen = createScreen(flags, output)
  const plan = flags.faults === undefined ? undefined : await planText(flags.faults)
  // A mistake in it is told before anything opens.
  if (plan !== undefined) parseFaultPlan(plan)
  const app = await openForCommand(shell, {
    folder: flags.lab,
    initial: await withHosts(await initialOf(flags), flags),
    showRecording: recordings.show,
    onUpgrade: screen.onUpgrade,
  })
  const had = app.state().document.hosts.length
  if (flags.hosts !== undefined && had !== flags.hosts)
    output.say(
      `The lab in ${flags.lab} is there already and keeps its ${had} hosts; --lab FOLDER makes another.`,
    )
  await prepare(app, flags, plan).catch(async (error: unknown) => {
    await app.stop()
    throw error
  })
  await showLab(app, flags, output, { screen, closeMore: recordings.close })
}

/** `lab`: the loopback lab and its screen. */
export const labCommand: Fill = (command, shell) => {
  withScreenFlags(
    withHostFlags(withLabFlags(command))
      .option('--speed <times>', 'how much faster than life simulated hosts run', speed)
      .option('--faults <yaml>', 'a fault plan to put in at once (docs/faults.md)'),
  ).action((flags: Flags) => open(shell, flags))
}
