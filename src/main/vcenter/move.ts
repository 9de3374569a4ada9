import type { Fact } from '../../shared/facts/index.ts'
import { recordOf, type Ground } from './admission.ts'
import { createHostAgent } from './agent.ts'
import type { Move } from './drs.ts'
import type { HostRecord } from './inventory.ts'

const register = async (
  ground: Ground,
  { address, agentPort }: HostRecord,
  virtualMachines: readonly string[],
): Promise<void> => {
  if (address === undefined || agentPort === undefined) return
  await createHostAgent({ address, port: agentPort }, ground.signal).setVirtualMachines(
    virtualMachines,
  )
}

/** Moves one VM: registered at the new host first, so that it is never nowhere. */
export const moveVm = async (ground: Ground, { vm, to, from }: Move): Promise<void> => {
  const target = recordOf(ground.inventory(), to.id)
  await register(ground, target, [...target.virtualMachines, vm])
  const facts: readonly Fact[] = [
    from === undefined ? [] : [{ type: 'vcenter.vmLeft', host: from.id, vm, to: to.id } as const],
    { type: 'vcenter.vmPlaced', host: to.id, vm } as const,
  ].flat()
  await ground.commit(...facts)
  if (from !== undefined) {
    const origin = recordOf(ground.inventory(), from.id)
    await register(ground, origin, origin.virtualMachines)
  }
}
