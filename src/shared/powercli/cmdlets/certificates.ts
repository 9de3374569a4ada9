import { LabError } from '../../base/index.ts'
import type { ConsoleCertificates, ConsoleHost, CustomCertificate } from '../lab.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { object, type LabObject } from '../run/values.ts'
import { text } from './parameters.ts'

const module = 'VMware.DeployAutomation'

/** Certificates are kept by a running lab alone. */
const kept = (call: Call): ConsoleCertificates => {
  const { certificates } = call.lab
  if (certificates !== undefined) return certificates
  throw new LabError('powercli.not-in-this-lab', 'Only a running lab keeps certificates.')
}

const hostId = text('HostId', 'The host: its name, MAC address or BIOS UUID.', {
  ...{ naming: 'host', required: true, position: 0 },
})

const hostFrom = (call: Call): ConsoleHost => {
  const typed = (call.text('HostId') ?? '').toLowerCase()
  const found = call.lab
    .hosts()
    .find(
      ({ id, attributes }) =>
        typed !== '' && [id, attributes.mac, attributes.uuid.toLowerCase()].includes(typed),
    )
  if (found !== undefined) return found
  throw new LabError('powercli.not-found', `There is no host "${typed}".`, { name: typed })
}

const shown = ({ host, serial, expires }: CustomCertificate): LabObject =>
  object('CustomCertificate', {
    Host: host,
    Serial: serial,
    Expires: new Date(expires).toISOString().slice(0, 10),
  })

const add: Cmdlet = {
  name: 'Add-CustomCertificate',
  module,
  synopsis: 'Gives a host a certificate of your own, from its next boot on.',
  description:
    'Certificate and key are texts in PEM: this console has no files. The vCenter of the lab then takes the host by this certificate, whoever signed it; a real one has to trust its authority.',
  parameters: [
    hostId,
    text('Certificate', 'The certificate, PEM.', { required: true, position: 1 }),
    text('Key', 'Its private key, PEM.', { required: true, position: 2 }),
  ],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const { id } = hostFrom(call)
    const identity = { certificate: call.text('Certificate') ?? '', key: call.text('Key') ?? '' }
    return call.proceeds(id) ? [shown(await kept(call).add(id, identity))] : []
  },
}

const get: Cmdlet = {
  name: 'Get-CustomCertificates',
  module,
  synopsis: 'Lists the certificates that hosts were given.',
  parameters: [],
  needs: 'rules',
  run: (call) => kept(call).list().map(shown),
}

const remove: Cmdlet = {
  name: 'Remove-CustomCertificates',
  module,
  synopsis: "Takes a host's certificate away: at its next boot vCenter's authority signs one.",
  parameters: [hostId],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const { id } = hostFrom(call)
    if (call.proceeds(id)) await kept(call).remove(id)
    return []
  },
}

export const certificateCmdlets: readonly Cmdlet[] = [add, get, remove]
