import { join } from 'node:path'
import { assertNever, toErrorData, type Clock } from '../../../shared/base/index.ts'
import type { Network } from '../../net/network.ts'
import type { Bench } from './bench.ts'
import { createMachine, type Machine } from './machine.ts'
import { createSharedMemory } from './memory.ts'
import type { FromRack, HostSpec, Order, Surroundings, ToRack } from './messages.ts'
import { createReporter } from './reporter.ts'
import { createShelf, shelfName } from './shelf.ts'

/** A rack of simulated hosts, spoken to by messages: the same in a process of its own and in a test. */
export type Rack = { receive(message: ToRack): void }

export const createRack = ({
  post,
  disks,
  network,
  readTftp,
  clock,
  random,
}: {
  readonly post: (message: FromRack) => void
  /** Folder of the hosts' disks. */
  readonly disks: string
  readonly network: Network
  readonly readTftp: Bench['readTftp']
  readonly clock: Clock
  /** From 0 to below 1. */
  readonly random: () => number
}): Rack => {
  const reporter = createReporter(post)
  const memory = createSharedMemory()
  const shelf = createShelf(join(disks, shelfName))
  const specs = new Map<string, HostSpec>()
  const machines = new Map<string, Machine>()
  let surroundings: Surroundings | undefined

  const demand = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new Error(`The rack has no ${what}.`)
    return value
  }

  const machineOf = (id: string): Machine => {
    const known = machines.get(id)
    if (known !== undefined) return known
    const machine = createMachine({
      spec: () => demand(specs.get(id), id),
      surroundings: () => demand(surroundings, 'surroundings'),
      folder: join(disks, id),
      network,
      readTftp,
      memory,
      shelf,
      clock,
      random,
      record: (fact) => reporter.report(fact),
      onDefect: (error) => post({ kind: 'defect', host: id, error: toErrorData(error) }),
    })
    machines.set(id, machine)
    return machine
  }

  const obey = (order: Order, machine: Machine): Promise<void> => {
    switch (order.kind) {
      case 'powerOn':
        return machine.powerOn()
      case 'powerOff':
        return machine.powerOff('operator')
      case 'reboot':
        return machine.reboot()
      case 'unplug':
      case 'plugIn':
        return machine.plug(order.part, order.kind === 'plugIn')
      case 'tamper':
        return machine.tamper(order.how)
      default:
        return assertNever(order)
    }
  }

  /** A host that left the document loses its power; its spec stays until that is told. */
  const arrange = (hosts: readonly HostSpec[]) => {
    const named = new Set(hosts.map(({ id }) => id))
    for (const spec of hosts) specs.set(spec.id, spec)
    for (const [id, machine] of machines) if (!named.has(id)) void machine.powerOff('stop')
  }

  const afterwards = (id: number, work: readonly Promise<void>[]) => {
    Promise.all(work).then(
      () => post({ kind: 'done', id }),
      (error: unknown) => post({ kind: 'failed', id, error: toErrorData(error) }),
    )
  }

  return {
    receive: (message) => {
      switch (message.kind) {
        case 'arrange':
          surroundings = message.surroundings
          arrange(message.hosts)
          return
        case 'order': {
          const { id, order, hosts } = message
          afterwards(
            id,
            hosts.map((host) => obey(order, machineOf(host))),
          )
          return
        }
        case 'recorded':
          reporter.recorded(message.batch)
          return
        case 'stop':
          afterwards(
            message.id,
            [...machines.values()].map((machine) => machine.powerOff('stop')),
          )
          return
        default:
          assertNever(message)
      }
    },
  }
}
