import { LabError } from '../../base/index.ts'
import { datacenterOf, datacentersOf } from '../../document/places.ts'
import type { Call, Cmdlet, Parameter } from '../run/cmdlet.ts'
import { object, textIn, type LabObject, type Value } from '../run/values.ts'
import { clusterObject, datacenterObject, folderObject, hostObject } from './objects.ts'
import { flag, names, text, value } from './parameters.ts'
import { matching, nameFrom, notFound, notInVcenter, oneFrom } from './resolve.ts'

const module = 'VMware.VimAutomation.Core'

const serverObject = (call: Call): readonly Value[] => {
  const { connection } = call.session
  if (connection === undefined) return []
  const { server, port, user } = connection
  return [object('VIServer', { Name: server, Port: port, User: user, IsConnected: true })]
}

const connect: Cmdlet = {
  name: 'Connect-VIServer',
  module,
  synopsis: "Connects this console to the lab's vCenter.",
  description:
    'A lab has one vCenter: any name stands for it. Names and passwords are neither checked nor kept.',
  parameters: [
    text('Server', 'Name or address of vCenter.', { many: true, required: true, position: 0 }),
    text('User', 'Any name.'),
    text('Password', 'Not checked and not kept.'),
    value('Credential', 'Not checked and not kept.'),
    text('Protocol', 'http or https.', { values: ['http', 'https'] }),
    { name: 'Port', type: 'UInt32', help: "Accepted; the lab's own port is used." },
    flag('Force', 'Accepted.'),
  ],
  examples: [{ code: 'Connect-VIServer vc.lab.local', text: 'Connects.' }],
  run: (call) => {
    const [typed = ''] = call.texts('Server')
    const { server, ports } = call.lab.document().network
    if (!call.lab.isUp('vcenter'))
      throw new LabError(
        'powercli.unreachable',
        `vCenter ${server} does not answer: its plug is out.`,
        {
          target: typed,
        },
      )
    if (typed !== server && typed !== 'localhost')
      call.warn(`This lab has one vCenter, ${server}; "${typed}" stands for it.`)
    const user = call.text('User') ?? 'administrator@vsphere.local'
    call.session.connection = { server, port: ports.vcenter, user }
    return serverObject(call)
  },
}

const disconnect: Cmdlet = {
  name: 'Disconnect-VIServer',
  module,
  synopsis: 'Ends the connection to vCenter.',
  parameters: [
    value('Server', 'The connection; without it the one there is.', {
      shown: 'VIServer',
      many: true,
      position: 0,
      pipeline: true,
    }),
    flag('Force', 'Accepted.'),
  ],
  changes: true,
  run: (call) => {
    const { connection } = call.session
    if (connection === undefined)
      throw new LabError('powercli.not-connected', 'This console is not connected to vCenter.')
    if (call.proceeds(connection.server)) call.session.connection = undefined
    return []
  },
}

const location: Parameter = value('Location', 'Only what is in this cluster or folder.', {
  shown: 'VIContainer',
  many: true,
  pipeline: true,
  naming: 'cluster',
})

/** Names of the places that were given; empty when all count. */
const placesFrom = (call: Call): readonly string[] =>
  call
    .values('Location')
    .map((given) =>
      nameFrom(given, 'a location', 'Cluster', 'Folder', 'Datacenter', 'VMHost').toLowerCase(),
    )

const isIn = (call: Call, places: readonly string[], ...names: readonly string[]): boolean =>
  places.length === 0 ||
  names.some((name) => places.includes(name.toLowerCase())) ||
  // A name of neither a cluster nor a folder stands in the first datacenter.
  ['', ...names].slice(names.length === 0 ? 0 : 1).some((name) => {
    const datacenter = datacenterOf(call.lab.document(), { cluster: name, folder: name })
    return places.includes(datacenter.toLowerCase())
  })

const getHost: Cmdlet = {
  name: 'Get-VMHost',
  module,
  synopsis: 'Lists the hosts that vCenter has.',
  parameters: [
    names('Names of hosts, with wildcards.', 'host'),
    location,
    text('State', 'Only hosts in these states.', {
      many: true,
      values: ['Connected', 'Disconnected', 'NotResponding', 'Maintenance'],
    }),
  ],
  needs: 'vcenter',
  examples: [
    { code: 'Get-VMHost', text: 'All hosts.' },
    { code: 'Get-Cluster "Rack A" | Get-VMHost', text: 'The hosts of a cluster.' },
  ],
  run: (call) => {
    const places = placesFrom(call)
    const states = call.texts('State')
    const known = call.lab.hosts().filter(({ stored }) => stored !== undefined)
    return matching(call, call.texts('Name'), known, ({ id }) => id, notInVcenter)
      .filter(({ cluster, folder }) => isIn(call, places, cluster, folder))
      .map(hostObject)
      .filter((host) => states.length === 0 || states.includes(textIn(host, 'ConnectionState')))
  },
}

const nameOf = (item: LabObject): string => textIn(item, 'Name')

/** A cmdlet that lists the clusters or folders of the document, by name and by place. */
const lister = (
  name: string,
  what: 'cluster' | 'folder',
  all: (call: Call) => readonly LabObject[],
): Cmdlet => ({
  name,
  module,
  synopsis: `Lists the ${what}s of the lab.`,
  parameters: [names(`Names of ${what}s, with wildcards.`, what), location],
  needs: 'vcenter',
  run: (call) => {
    const places = placesFrom(call)
    const here = all(call).filter((item) => isIn(call, places, nameOf(item)))
    return matching(call, call.texts('Name'), here, nameOf, notFound(what))
  },
})

const getDatacenter: Cmdlet = {
  name: 'Get-Datacenter',
  module,
  synopsis: 'Lists the datacenters of the lab.',
  parameters: [names('Names of datacenters, with wildcards.', undefined)],
  needs: 'vcenter',
  run: (call) => {
    const all = datacentersOf(call.lab.document()).map(datacenterObject)
    return matching(call, call.texts('Name'), all, nameOf, notFound('datacenter'))
  },
}

const getVm: Cmdlet = {
  name: 'Get-VM',
  module,
  synopsis: 'Lists the virtual machines of the lab.',
  parameters: [names('Names of virtual machines, with wildcards.', 'vm'), location],
  needs: 'vcenter',
  run: (call) => {
    const places = placesFrom(call)
    const hosts = call.lab.hosts()
    const all = call.lab.document().virtualMachines.map(({ name, cluster }) => ({
      name,
      cluster,
      host: hosts.find(({ virtualMachines }) => virtualMachines.includes(name))?.id ?? '',
    }))
    return matching(call, call.texts('Name'), all, ({ name }) => name, notFound('virtual machine'))
      .filter(({ cluster, host }) => places.includes(host) || isIn(call, places, cluster))
      .map(({ name, cluster, host }) =>
        object('VirtualMachine', { Name: name, VMHost: host, Cluster: cluster }),
      )
  },
}

const drsHelp =
  'Accepted, and changes nothing: whether a cluster places virtual machines by itself stands in the document of the lab.'

const newPlace = (
  name: 'New-Cluster' | 'New-Folder',
  kind: 'addCluster' | 'addFolder',
  what: string,
  more: readonly Parameter[] = [],
): Cmdlet => ({
  name,
  module,
  synopsis: `Makes a ${what} in a datacenter.`,
  parameters: [
    text('Name', `Name of the ${what}.`, { required: true, position: 0 }),
    value('Location', 'The datacenter; without it the first.', {
      shown: 'Datacenter',
      position: 1,
      pipeline: true,
    }),
    ...more,
  ],
  changes: true,
  needs: 'vcenter',
  run: async (call) => {
    const made = call.text('Name') ?? ''
    const all = datacentersOf(call.lab.document()).map((each) => ({ name: each }))
    const place = call.values('Location').length > 0 && {
      datacenter: oneFrom(call, 'Location', all, 'Datacenter').name,
    }
    if (!call.proceeds(made)) return []
    await call.lab.edit({ kind, name: made, ...place })
    return [kind === 'addCluster' ? clusterObject({ name: made }) : folderObject(made)]
  },
})

const setCluster: Cmdlet = {
  name: 'Set-Cluster',
  module,
  synopsis: 'Gives a cluster the image that all its hosts run.',
  parameters: [
    value('Cluster', 'The cluster, by name or as an object.', {
      shown: 'Cluster',
      required: true,
      position: 0,
      pipeline: true,
      naming: 'cluster',
    }),
    value('BaseImage', 'The image profile.', {
      shown: 'ImageProfile',
      required: true,
      naming: 'image',
    }),
  ],
  changes: true,
  needs: 'vcenter',
  run: async (call) => {
    const { clusters, imageProfiles } = call.lab.document()
    const { name } = oneFrom(call, 'Cluster', clusters, 'Cluster')
    const image = oneFrom(call, 'BaseImage', imageProfiles, 'EsxImageProfile').name
    if (!call.proceeds(name)) return []
    await call.lab.edit({ kind: 'setClusterImage', name, image })
    const cluster = call.lab.document().clusters.find((each) => each.name === name)
    return cluster === undefined ? [] : [clusterObject(cluster)]
  },
}

export const inventoryCmdlets: readonly Cmdlet[] = [
  connect,
  disconnect,
  getHost,
  lister('Get-Cluster', 'cluster', ({ lab }) => lab.document().clusters.map(clusterObject)),
  lister('Get-Folder', 'folder', ({ lab }) =>
    lab.document().folders.map(({ name }) => folderObject(name)),
  ),
  getDatacenter,
  getVm,
  newPlace('New-Cluster', 'addCluster', 'cluster', [
    flag('DrsEnabled', drsHelp),
    flag('HAEnabled', 'Accepted: a lab has no HA.'),
    text('DrsAutomationLevel', drsHelp),
  ]),
  newPlace('New-Folder', 'addFolder', 'folder'),
  setCluster,
]
