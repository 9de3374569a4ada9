import { LabError } from '../../base/index.ts'
import { proxyServer, type ProxyServer } from '../../document/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { object, propertyOf, isObject, toText, type LabObject } from '../run/values.ts'
import { change } from './rules.ts'
import { text, value } from './parameters.ts'

const module = 'VMware.DeployAutomation'

const proxiesOf = (call: Call): readonly ProxyServer[] => call.lab.document().proxies ?? []

const proxyObject = ({ id, address }: ProxyServer): LabObject =>
  object('ProxyServer', { ID: id, Address: address })

/** The proxy that was meant: an object, an id or an address. */
const proxyFrom = (call: Call, parameter: string): ProxyServer => {
  const [given = null] = call.values(parameter)
  const typed = toText(isObject(given) ? (propertyOf(given, 'ID') ?? null) : given)
  const found = proxiesOf(call).find(({ id, address }) => String(id) === typed || address === typed)
  if (found !== undefined) return found
  throw new LabError('powercli.not-found', `There is no proxy "${typed}".`, { name: typed })
}

const add: Cmdlet = {
  name: 'Add-ProxyServer',
  module,
  synopsis: 'Tells hosts of a caching proxy in front of Auto Deploy.',
  description:
    'Hosts take the proxies in turn: each begins with the next one, goes on to the others when it fails, and at last to the server itself. A proxy saves time, not a boot: the server has to be there. `npm start -- proxy-config nginx` writes a configuration for one.',
  parameters: [
    text('Address', 'The address, like http://10.0.0.9:5100.', { required: true, position: 0 }),
  ],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const address = (call.text('Address') ?? '').replace(/\/+$/, '')
    if (!proxyServer.shape.address.safeParse(address).success) {
      throw new LabError(
        'powercli.bad-argument',
        `"${address}" is no address like http://10.0.0.9:5100.`,
        { target: address },
      )
    }
    if (!(await change(call, { kind: 'addProxy', address }, address))) return []
    return proxiesOf(call)
      .filter((proxy) => proxy.address === address)
      .map(proxyObject)
  },
}

const get: Cmdlet = {
  name: 'Get-ProxyServer',
  module,
  synopsis: 'Lists the caching proxies, in the order in which hosts take turns.',
  parameters: [],
  needs: 'rules',
  run: (call) => proxiesOf(call).map(proxyObject),
}

const remove: Cmdlet = {
  name: 'Remove-ProxyServer',
  module,
  synopsis: 'Takes a caching proxy away.',
  parameters: [
    value('ProxyServer', 'The proxy: its id, its address, or an object.', {
      required: true,
      position: 0,
      pipeline: true,
      aliases: ['Id', 'Address'],
    }),
  ],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const { id, address } = proxyFrom(call, 'ProxyServer')
    await change(call, { kind: 'removeProxy', id }, address)
    return []
  },
}

export const proxyCmdlets: readonly Cmdlet[] = [add, get, remove]
