import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { Clock } from '../../shared/base/index.ts'
import { dhcpMode, type DhcpMode } from '../../shared/document/index.ts'
import { dataFolder } from '../folders.ts'
import { demoLab, openLab, readLabFile } from '../open-lab.ts'
import { addHostsCommand } from './hosts.ts'
import { addStormCommand } from './storm.ts'
import { doingOf, servedNetwork } from '../serving/index.ts'
import { addDoctorCommand } from './doctor.ts'
import { addImagesCommands } from './images.ts'
import { addImportCommands } from './imports.ts'
import { demandScreen, showLab } from './lab.ts'
import { addLabFileCommands } from './lab-files.ts'
import { listLessons, tellLesson } from './lesson.ts'
import { addFaultsCommands, planText } from './faults.ts'
import { sayError, type Output } from './output.ts'
import { addMatrixCommand } from './matrix.ts'
import { addPacketCommand } from './packet.ts'
import { addProxyConfigCommand } from './proxy-config.ts'
import { createRecordings } from './recordings.ts'
import { addRulesCommands } from './rules.ts'
import { addScriptsCommand } from './scripts.ts'

const hostsWorker = new URL('../hosts/simulated/worker.ts', import.meta.url)

const speed = (text: string): number => {
  const value = Number(text)
  if (!(value >= 0.1 && value <= 50)) throw new InvalidArgumentError('A number from 0.1 to 50.')
  return value
}

const port = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65535) {
    throw new InvalidArgumentError('A port from 0 (a free one) to 65535.')
  }
  return value
}

/** The folder of a lab, by default the one that opens without arguments. */
const defaultFolder = () => join(dataFolder(process.platform, process.env), 'lab')

type LabFlags = { lab: string; file: string; speed?: number }

const withLabFlags = (command: Command): Command =>
  command
    .option('--lab <folder>', 'where the lab is kept', defaultFolder())
    .option('--file <yaml>', 'the document a new lab begins with', demoLab)

const initialOf = async ({ file, speed }: LabFlags) => {
  const document = await readLabFile(file)
  return speed === undefined ? document : { ...document, speed }
}

/** The command line. Each command is a thin shell over the rooms. */
export const createProgram = ({
  output,
  clock,
}: {
  readonly output: Output
  readonly clock: Clock
}): Command => {
  const program = new Command('headwaiter')
    .description(
      'A lab that re-creates vSphere Auto Deploy: boots real and simulated hosts, and lets you pull the plug.',
    )
    .showHelpAfterError('See `npm start -- --help`.')
    .configureOutput({
      writeOut: (text) => output.print(text.trimEnd()),
      writeErr: (text) => output.say(text.trimEnd()),
    })

  withLabFlags(
    program.command('lab').description('open the loopback lab in a browser (the default)'),
  )
    .option('--speed <times>', 'how much faster than life simulated hosts run', speed)
    .option('--faults <yaml>', 'a fault plan to put in at once (docs/faults.md)')
    .option('--port <number>', 'port of the screen on 127.0.0.1', port, 0)
    .option('--no-open', 'do not open a browser')
    .action(async (flags: LabFlags & { port: number; open: boolean; faults?: string }) => {
      demandScreen()
      const recordings = createRecordings({ clock, output })
      const plan = flags.faults === undefined ? undefined : await planText(flags.faults)
      const app = await openLab({
        folder: flags.lab,
        initial: await initialOf(flags),
        clock,
        hostsWorker,
        platform: 'browser',
        showRecording: recordings.show,
        onUnexpected: (error) => sayError(output, error),
      })
      if (flags.speed !== undefined && app.state().document.speed !== flags.speed) {
        await app.documents.edit({ kind: 'setSpeed', speed: flags.speed })
      }
      if (plan !== undefined) await app.faults.load(plan)
      await showLab(app, flags, output, recordings.close)
    })

  withLabFlags(
    program
      .command('serve')
      .description('serve a real network through one interface, beside the loopback lab'),
  )
    .requiredOption('--interface <name>', 'the interface; see `doctor`')
    .option(
      '--yes-this-network-is-mine',
      'you own this network and no other DHCP server is on it',
      false,
    )
    .option('--pool <first-last>', 'addresses to lease; by default the upper half of the subnet')
    .addOption(
      new Option(
        '--dhcp <mode>',
        'lease addresses; boot information beside another server (proxy); known hosts alone; or only listen',
      )
        .choices(dhcpMode.options)
        .default('authoritative'),
    )
    .option('--port <number>', 'port of the screen on 127.0.0.1', port, 0)
    .option('--no-open', 'do not open a browser')
    .action(
      async (
        flags: LabFlags & {
          interface: string
          yesThisNetworkIsMine: boolean
          pool?: string
          dhcp: DhcpMode
          port: number
          open: boolean
        },
      ) => {
        const served = await servedNetwork({
          name: flags.interface,
          confirmed: flags.yesThisNetworkIsMine,
          pool: flags.pool,
          mode: flags.dhcp,
        })
        demandScreen()
        const recordings = createRecordings({ clock, output })
        const app = await openLab({
          folder: flags.lab,
          initial: await initialOf(flags),
          served,
          clock,
          hostsWorker,
          platform: 'browser',
          showRecording: recordings.show,
          onUnexpected: (error) => sayError(output, error),
        })
        output.say(`LIVE on ${flags.interface}: ${doingOf(flags.dhcp, served.plan)}.`)
        await showLab(app, flags, output, recordings.close)
      },
    )

  program
    .command('lesson')
    .description(
      'run a lesson headless, in a lab of its own, and then its variants; exit code 1 when an expectation is not met',
    )
    .argument('<id>', 'the lesson, or the file of one (.yaml); `list` names them')
    .option('--variant <name>', 'run this variant only')
    .option(
      '--speed <times>',
      'how much faster than life; by default what the lesson asks for',
      speed,
    )
    .option('--json', 'print results and facts as JSON', false)
    .action(async (id: string, flags: { variant?: string; speed?: number; json: boolean }) => {
      if (id === 'list') await listLessons({ clock, hostsWorker }, output)
      else process.exitCode = await tellLesson({ id, ...flags }, { clock, hostsWorker }, output)
    })

  const images = program
    .command('import')
    .description('add an image profile to a closed lab, or take a whole lab in')
  addImportCommands(images, { output, clock, defaultFolder, withLabFlags, initialOf })
  addLabFileCommands(program, {
    output,
    clock,
    port,
    defaultFolder,
    importGroup: images,
  })
  addImagesCommands(program, { output, clock, defaultFolder })
  addRulesCommands(program, {
    output,
    clock,
    defaultFolder,
    open: async (folder) =>
      openLab({
        folder,
        initial: await readLabFile(demoLab),
        clock,
        hostsWorker,
        platform: 'browser',
        onUnexpected: (error) => sayError(output, error),
      }),
  })
  addDoctorCommand(program, output)
  addScriptsCommand(images, { output, clock, defaultFolder })
  addPacketCommand(program, output)
  addProxyConfigCommand(program, { output, clock, defaultFolder })
  addFaultsCommands(program, { output, clock, hostsWorker })
  addHostsCommand(program, { output })
  addStormCommand(program, { output, clock, hostsWorker })
  addMatrixCommand(program, { output, clock, hostsWorker })
  return program
}
