import { Option } from 'commander'
import { LabError } from '../../shared/base/index.ts'
import { defaultFolder, port } from './flags.ts'
import type { Output } from './output.ts'
import { askLabIn, type RunningLab } from './running-lab.ts'
import type { Fill } from './shell.ts'

type Places = Awaited<ReturnType<RunningLab['classroom']['places']>>

const placesText = (places: Places): string =>
  places.map(({ interface: name, address }) => `${address} (${name})`).join(', ')

const open = async (
  { classroom }: RunningLab,
  at: { readonly on?: string; readonly port: number },
  output: Output,
): Promise<void> => {
  if (at.on === undefined) {
    const places = placesText(await classroom.places())
    throw new LabError('net.address-absent', `Say where with --on. This computer has ${places}.`)
  }
  const { url } = await classroom.open({ address: at.on, port: at.port })
  output.print(`Others look on at ${url}`)
  output.say('They change nothing. What goes over it is not encrypted.')
}

const tell = async ({ classroom }: RunningLab, output: Output): Promise<void> => {
  const way = await classroom.invitation()
  output.print(way === undefined ? 'The classroom is closed.' : `Others look on at ${way.url}`)
}

/** `classroom`: lets other computers look on at a running lab. */
export const classroomCommand: Fill = (command, { output }) => {
  const lab = () => new Option('--lab <folder>', 'where the lab is kept').default(defaultFolder())
  command
    .command('show', { isDefault: true })
    .description('say whether others may look on, and where (the default)')
    .addOption(lab())
    .action(({ lab: folder }: { lab: string }) => askLabIn(folder, (lab) => tell(lab, output)))
  command
    .command('open')
    .description('let others look on; prints what they type into a browser')
    .option('--on <address>', 'an address of this computer that they reach')
    .option('--port <number>', 'by default a free one', port, 0)
    .addOption(lab())
    .action(({ lab: folder, ...at }: { lab: string; on?: string; port: number }) =>
      askLabIn(folder, (lab) => open(lab, at, output)),
    )
  command
    .command('close')
    .description('send all of them away')
    .addOption(lab())
    .action(({ lab: folder }: { lab: string }) =>
      askLabIn(folder, async ({ classroom }) => {
        await classroom.close()
        output.print('The classroom is closed.')
      }),
    )
}
