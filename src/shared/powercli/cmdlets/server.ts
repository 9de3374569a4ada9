import { LabError } from '../../base/index.ts'
import { readBackup, stateOf, writeBackup, type KeptAssociation } from '../../deploy/index.ts'
import { deployOptions, machineIdentity } from '../../document/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { object, type LabObject } from '../run/values.ts'
import { text } from './parameters.ts'
import { hostsFrom } from './resolve.ts'
import { change } from './rules.ts'

/** What an administrator sets and keeps of the Auto Deploy server itself. */

const module = 'VMware.DeployAutomation'

const host = {
  ...text('VMHost', 'The host.'),
  required: true,
  position: 0,
  naming: 'host',
} as const

const identityOf = (call: Call, id: string): string | undefined =>
  call.lab.document().machineIdentities?.find((each) => each.host === id)?.identifier

const getIdentity: Cmdlet = {
  name: 'Get-DeployMachineIdentity',
  module,
  synopsis: 'Shows the machine identity of a host; empty for a host that Auto Deploy added.',
  parameters: [host],
  needs: 'vcenter',
  run: (call) =>
    hostsFrom(call, 'VMHost', 'vcenter').flatMap(({ id }) => identityOf(call, id) ?? []),
}

const setIdentity: Cmdlet = {
  name: 'Set-DeployMachineIdentity',
  module,
  synopsis: 'Says by which UUID or MAC address a machine is this host of vCenter.',
  description:
    'A machine that shows the identifier at its next boot is taken for the host, whatever it was taken for before. In vSphere it is for hosts that were added to vCenter by hand; here also for one whose board was replaced.',
  parameters: [
    host,
    text('Identifier', 'uuid=<lower-case hex> or mac=aa:bb:cc:dd:ee:ff.', {
      required: true,
      position: 1,
    }),
  ],
  changes: true,
  needs: 'vcenter',
  run: async (call) => {
    const identifier = call.text('Identifier') ?? ''
    if (!machineIdentity.shape.identifier.safeParse(identifier).success)
      throw new LabError('powercli.bad-argument', 'Identifier is bad', { target: identifier })
    for (const { id } of hostsFrom(call, 'VMHost', 'vcenter'))
      await change(call, { kind: 'setMachineIdentity', host: id, identifier }, id)
    return []
  },
}

/** The options by their keys; keys and meanings are this lab's own. */
const keys = { 'no-image-wait': 'noImageWait' } as const
type Key = keyof typeof keys
const isKey = (text: string): text is Key => Object.hasOwn(keys, text)

const optionObject = (call: Call, key: Key): LabObject =>
  object('DeployOption', {
    Key: key,
    Value: call.lab.document().deployOptions?.[keys[key]] ?? 300,
  })

const keyFrom = (call: Call): Key => {
  const typed = (call.text('Key') ?? '').toLowerCase()
  if (isKey(typed)) return typed
  throw new LabError('powercli.not-found', `There is no option "${typed}".`, { name: typed })
}

const getOption: Cmdlet = {
  name: 'Get-DeployOption',
  module,
  synopsis: 'Lists the options of the Auto Deploy server of this lab.',
  description: 'no-image-wait: seconds that the screen of a host without an image stays.',
  parameters: [text('Key', 'The option.', { position: 0 })],
  needs: 'rules',
  run: (call) =>
    call.has('Key')
      ? [optionObject(call, keyFrom(call))]
      : Object.keys(keys)
          .filter(isKey)
          .map((key) => optionObject(call, key)),
}

const setOption: Cmdlet = {
  name: 'Set-DeployOption',
  module,
  synopsis: 'Sets an option of the Auto Deploy server of this lab.',
  parameters: [
    text('Key', 'The option.', { required: true, position: 0 }),
    text('Value', 'Its value.', { required: true, position: 1 }),
  ],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const key = keyFrom(call)
    const typed = call.text('Value') ?? ''
    const options = deployOptions.safeParse({
      ...call.lab.document().deployOptions,
      [keys[key]]: Number(typed),
    })
    if (!options.success)
      throw new LabError('powercli.bad-argument', `${key} takes 60 to 3600 seconds.`, {
        target: typed,
      })
    const edit = { kind: 'setDeployOptions', options: options.data } as const
    return (await change(call, edit, key)) ? [optionObject(call, key)] : []
  },
}

const exportState: Cmdlet = {
  name: 'Export-AutoDeployState',
  module,
  synopsis: 'Gives the state of Auto Deploy as a text, to be kept in a variable.',
  description:
    'Rules and rule sets, folders, script bundles, proxies, answers, identities, options, and what is stored for the hosts of vCenter. This console has no files: keep the text in a variable, or copy it.',
  parameters: [],
  needs: 'rules',
  run: ({ lab }) => [
    writeBackup({
      state: stateOf(lab.document()),
      associations: lab
        .hosts()
        .flatMap(({ id, stored }) => (stored === undefined ? [] : [{ host: id, ...stored }])),
    }),
  ],
}

/** Hosts that vCenter no longer has are left out, with a warning: nothing can be stored for them. */
const restore = async (call: Call, kept: readonly KeptAssociation[]): Promise<void> => {
  for (const { host, association, rules } of kept) {
    const isKnown = call.lab.hosts().some(({ id, stored }) => id === host && stored !== undefined)
    if (isKnown) await call.lab.restore(host, { association, rules })
    else call.warn(`vCenter has no host "${host}": what was stored for it is left out.`)
  }
}

const importState: Cmdlet = {
  name: 'Import-AutoDeployState',
  module,
  synopsis: 'Puts a state that was exported in the place of the present one.',
  description:
    'What was stored for hosts is stored again: another location takes effect at once, the rest at the next boot.',
  parameters: [
    text('State', 'The text that Export-AutoDeployState gave.', {
      required: true,
      position: 0,
      pipeline: true,
    }),
  ],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const { state, associations } = readBackup(call.text('State') ?? '')
    if (await change(call, { kind: 'importState', state }, 'Auto Deploy'))
      await restore(call, associations)
    return []
  },
}

export const serverCmdlets: readonly Cmdlet[] = [
  getIdentity,
  setIdentity,
  getOption,
  setOption,
  exportState,
  importState,
]
