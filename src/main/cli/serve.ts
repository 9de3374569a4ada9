import { Option } from 'commander'
import { dhcpMode, type DhcpMode } from '../../shared/document/index.ts'
import { standsAlone } from '../dhcp/index.ts'
import { doingOf, servedNetwork } from '../serving/index.ts'
import {
  initialOf,
  withLabFlags,
  withScreenFlags,
  type LabFlags,
  type ScreenFlags,
} from './flags.ts'
import { createScreen, demandScreen, showLab } from './lab.ts'
import { openForCommand } from './own-lab.ts'
import { createRecordings } from './recordings.ts'
import type { Fill, Shell } from './shell.ts'
import { tellTroubles } from './troubles.ts'

type Flags = LabFlags &
  ScreenFlags & {
    readonly interface: string
    readonly yesThisNetworkIsMine: boolean
    readonly address?: string
    readonly pool?: string
    readonly router?: string
    readonly dhcp: DhcpMode
  }

/** What a start takes its seconds for. */
const beforehand = ({ interface: name, dhcp }: Flags): string =>
  standsAlone(dhcp)
    ? `Opening the lab, and asking on ${name} for other DHCP servers: some seconds...`
    : 'Opening the lab...'

const serve = async (shell: Shell, flags: Flags): Promise<void> => {
  const { output, clock } = shell
  const served = await servedNetwork({
    name: flags.interface,
    confirmed: flags.yesThisNetworkIsMine,
    address: flags.address,
    pool: flags.pool,
    router: flags.router,
    mode: flags.dhcp,
  })
  demandScreen()
  output.say(beforehand(flags))
  const recordings = createRecordings(shell)
  await using screen = createScreen(flags, output)
  const since = clock.now()
  const app = await openForCommand(shell, {
    folder: flags.lab,
    initial: await initialOf(flags),
    served,
    showRecording: recordings.show,
    onUpgrade: screen.onUpgrade,
  })
  output.say(
    `LIVE on ${flags.interface} at ${served.network.address}: ${doingOf(flags.dhcp, served.plan)}.`,
  )
  const leave = await tellTroubles(app.journal, { since, folder: flags.lab, output })
  await showLab(app, flags, output, { screen, closeMore: recordings.close }).finally(leave)
}

/** `serve`: a real network through one interface. */
export const serveCommand: Fill = (command, shell) => {
  withScreenFlags(
    withLabFlags(command)
      .requiredOption('--interface <name>', 'the interface; see `doctor`')
      .option(
        '--yes-this-network-is-mine',
        'you own this network and no other DHCP server is on it',
        false,
      )
      .option('--address <address>', 'which address of the interface; by default its first')
      .option('--pool <first-last>', 'addresses to lease; by default the upper half of the subnet')
      .option('--router <address>', 'the router that clients are told; by default none')
      .addOption(
        new Option(
          '--dhcp <mode>',
          'lease addresses; boot information beside another server (proxy); known hosts alone; or only listen',
        )
          .choices(dhcpMode.options)
          .default('authoritative'),
      ),
  ).action((flags: Flags) => serve(shell, flags))
}
