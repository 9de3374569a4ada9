import { LabError } from '../../shared/base/index.ts'
import type { Network as NetworkPlan } from '../../shared/document/index.ts'
import {
  createInterfaceNetwork,
  demandInterface,
  hasAddress,
  indexOf,
  listInterfaces,
  type Network,
} from '../net/index.ts'
import { movedPlan, planFor, type ServingChoice } from './plan.ts'

/** A real network to serve beside the loopback lab, and the addresses to use on it. */
export type ServedNetwork = {
  readonly network: Network
  readonly plan: NetworkPlan
  /** The address that somebody chose among those of the interface; none where it is its first. */
  readonly chosen: string | undefined
  /** What the system calls the interface whatever its name is, where it tells. */
  readonly index: number | undefined
}

/**
 * A real interface, when the user named it and said the network is theirs. `LabError`
 * `net.not-confirmed`, `net.pool-invalid`, `net.router-invalid`, `net.no-room`, or what `createInterfaceNetwork` throws.
 */
export const servedNetwork = async ({
  name,
  confirmed,
  ...choice
}: ServingChoice & {
  readonly name: string
  readonly confirmed: boolean
}): Promise<ServedNetwork> => {
  if (!confirmed) {
    throw new LabError(
      'net.not-confirmed',
      `Serving on ${name} answers every machine there that boots from the network.`,
      { interface: name },
    )
  }
  const { address } = choice
  const plan = planFor(demandInterface(name, address), choice)
  const network = await createInterfaceNetwork({ name, address })
  return { network, plan, chosen: address, index: indexOf(name) }
}

/**
 * A served network as it is now: the same interface may have another name or address since. No other one takes the place of an
 * address that somebody chose: it may lead elsewhere. Errors as of `createInterfaceNetwork`, and `net.no-room`.
 */
export const asItIsNow = async (served: ServedNetwork): Promise<ServedNetwork> => {
  const { network, plan, chosen, index } = served
  if (hasAddress(network.name, network.address)) return served
  const names = listInterfaces().map(({ name }) => name)
  const renamed = names.find((name) => index !== undefined && indexOf(name) === index)
  const name = renamed ?? network.name
  return {
    plan: movedPlan(plan, demandInterface(name, chosen)),
    network: await createInterfaceNetwork({ name, address: chosen }),
    chosen,
    index: indexOf(name),
  }
}
