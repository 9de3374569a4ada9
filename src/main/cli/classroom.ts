import { LabError } from '../../shared/base/index.ts'
import { port } from './flags.ts'
import type { Output } from './output.ts'
import { askLabAt, withLabPlace, type LabPlace, type RunningLab } from './running-lab.ts'
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
  withLabPlace(command.command('show', { isDefault: true }))
    .description('say whether others may look on, and where (the default)')
    .action((place: LabPlace) => askLabAt(place, (lab) => tell(lab, output)))
  withLabPlace(command.command('open'))
    .description('let others look on; prints what they type into a browser')
    .option('--on <address>', 'an address of this computer that they reach')
    .option('--port <number>', 'by default a free one', port, 0)
    .action((flags: LabPlace & { on?: string; port: number }) =>
      askLabAt(flags, (lab) => open(lab, flags, output)),
    )
  withLabPlace(command.command('close'))
    .description('send all of them away')
    .action((place: LabPlace) =>
      askLabAt(place, async ({ classroom }) => {
        await classroom.close()
        output.print('The classroom is closed.')
      }),
    )
}
