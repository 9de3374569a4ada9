import { transition } from 'xstate'
import type { Fact } from '../facts/index.ts'
import { hostMachine, type HostSnapshot } from './machine.ts'
import { bootFileKind, dhcpSpeaker, isOfImage } from './sighting.ts'
import type { BootState, ComplianceState, ConnectionState, HostView } from './view.ts'

/** Where the three regions of the chart stand. */
export type ChartState = {
  readonly state: BootState
  readonly connection: ConnectionState
  readonly compliance: ComplianceState
  readonly witness: 'host' | 'services'
  readonly devicesTried: number
}

const chartFacts: ReadonlySet<string> = new Set(hostMachine.events)

/** Whether the chart listens for facts of this type at all. */
export const movesChart = (fact: Fact): boolean => chartFacts.has(fact.type)

const networkStates = {
  dhcp: 'network.dhcp',
  loader: 'network.loader',
  ipxe: 'network.ipxe',
  tramp: 'network.tramp',
  register: 'network.register',
  image: 'network.image',
} as const

/** The chart's state as the names of the view. */
export const chartStateOf = ({ value, context }: HostSnapshot): ChartState => ({
  state: typeof value.boot === 'string' ? value.boot : networkStates[value.boot.network],
  connection: value.connection,
  compliance: value.compliance,
  witness: context.witness,
  devicesTried: context.tried,
})

/** The chart at the state of a view: a view holds all that the chart needs to go on. */
export const snapshotOf = (view: HostView): HostSnapshot => {
  const [boot, inner] = view.state.split('.')
  return hostMachine.resolveState({
    value: {
      boot: inner === undefined ? boot : { network: inner },
      connection: view.connection,
      compliance: view.compliance,
    },
    context: { witness: view.witness ?? 'services', tried: view.devicesTried ?? 0 },
  })
}

/** All that the guards of the chart look at in a fact, besides its type. */
const noticed = (fact: Fact): string => {
  switch (fact.type) {
    case 'dhcp.discovered':
      return dhcpSpeaker(fact)
    case 'tftp.requested':
      return bootFileKind(fact.file)
    case 'firmware.deviceTried':
      return fact.device
    case 'waiter.fileServed':
    case 'waiter.fileUnderWay':
      return isOfImage(fact) ? 'image' : ''
    case 'host.fellSilent':
      return fact.hangs ? 'hangs' : ''
    case 'waiter.nextBootUsed':
      return fact.choice.kind
    case 'vcenter.complianceChecked':
      return fact.status
    default:
      return ''
  }
}

const keyOf = (view: HostView, fact: Fact): string =>
  `${view.state} ${view.connection} ${view.compliance} ${view.witness} ${view.devicesTried} ${fact.type} ${noticed(fact)}`

/** Steps of the chart that were made before: a thousand hosts make the same few again and again. */
const steps = new Map<string, ChartState>()
const mostSteps = 4096

/** One step of the chart, without actors. */
export const stepChart = (view: HostView, fact: Fact): ChartState => {
  const key = keyOf(view, fact)
  const known = steps.get(key)
  if (known !== undefined) return known
  const next = chartStateOf(transition(hostMachine, snapshotOf(view), fact)[0])
  if (steps.size >= mostSteps) steps.clear()
  steps.set(key, next)
  return next
}
