import type { Cmdlet } from '../run/cmdlet.ts'
import { object } from '../run/values.ts'
import { depotTyped } from './depots.ts'
import { packageObject } from './objects.ts'
import { text } from './parameters.ts'

/** What a depot holds, whether or not the session added it. */

const module = 'VMware.ImageBuilder'

const depot = text('Depot', 'Path or address of a depot that the lab took in.', {
  required: true,
  position: 0,
  pipeline: true,
})

const getInfo: Cmdlet = {
  name: 'Get-DepotInfo',
  module,
  synopsis: 'Shows what a depot of the lab holds, in numbers.',
  description: 'The depot is known by the name of its file, whatever folder is typed.',
  parameters: [depot],
  run: async (call) => {
    const { name, origin, packages, bulletins, profiles } = await depotTyped(
      call,
      call.text('Depot') ?? '',
    )
    return [
      object('DepotInfo', {
        Name: name,
        Origin: origin,
        ImageProfiles: profiles.map((profile) => profile.name),
        Vibs: packages,
        Bulletins: bulletins,
      }),
    ]
  },
}

const getVibs: Cmdlet = {
  name: 'Get-DepotVibs',
  module,
  synopsis: 'Lists the packages of a depot of the lab.',
  description: 'The depot is known by the name of its file, whatever folder is typed.',
  parameters: [depot],
  run: async (call) => {
    const { name } = await depotTyped(call, call.text('Depot') ?? '')
    const packages = await call.lab.images.packages({ name })
    return packages.map((one) => packageObject(one, name))
  },
}

export const depotContentCmdlets: readonly Cmdlet[] = [getInfo, getVibs]
