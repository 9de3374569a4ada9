import type { Fact } from '../../shared/facts/index.ts'
import { contactKnown, recordOf, type Ground } from './admission.ts'
import type { Move } from './drs.ts'

/**
 * Moves one VM: both hosts answer, or it stays where it is. Registered at the new host first, so that it is
 * never nowhere. A host that left the lab is asked nothing.
 */
export const moveVm = async (ground: Ground, { vm, to, from }: Move): Promise<void> => {
  const origin = from === undefined || from.left ? undefined : await contactKnown(ground, from.id)
  const target = await contactKnown(ground, to.id)
  const { virtualMachines } = recordOf(ground.inventory(), to.id)
  await target.agent.setVirtualMachines([...virtualMachines, vm])
  const facts: readonly Fact[] = [
    from === undefined ? [] : [{ type: 'vcenter.vmLeft', host: from.id, vm, to: to.id } as const],
    { type: 'vcenter.vmPlaced', host: to.id, vm } as const,
  ].flat()
  await ground.commit(...facts)
  if (origin !== undefined)
    await origin.agent.setVirtualMachines(recordOf(ground.inventory(), origin.host).virtualMachines)
}
