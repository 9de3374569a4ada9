import { LabError } from '../../shared/base/index.ts'
import type { DhcpMode, Network as NetworkPlan } from '../../shared/document/index.ts'
import { createInterfaceNetwork, demandInterface, type Network } from '../net/index.ts'
import { planFor } from './plan.ts'

/** A real network to serve beside the loopback lab, and the addresses to use on it. */
export type ServedNetwork = { readonly network: Network; readonly plan: NetworkPlan }

/**
 * A real interface, when the user named it and said the network is theirs. `LabError`
 * `net.not-confirmed`, `net.pool-invalid`, or what `createInterfaceNetwork` throws.
 */
export const servedNetwork = async ({
  name,
  confirmed,
  pool,
  mode,
}: {
  readonly name: string
  readonly confirmed: boolean
  readonly pool: string | undefined
  readonly mode: DhcpMode
}): Promise<ServedNetwork> => {
  if (!confirmed) {
    throw new LabError(
      'net.not-confirmed',
      `Serving on ${name} answers every machine there that boots from the network.`,
      { interface: name },
    )
  }
  const plan = planFor(demandInterface(name), pool, mode)
  return { network: await createInterfaceNetwork({ name }), plan }
}
