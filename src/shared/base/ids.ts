import { z } from 'zod'

/** One machine, whatever it calls itself on the wire: `esx-02`, or `host-525400aabb02` for one that just turned up. */
export const hostId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'a host id: lower-case letters, digits, dots and hyphens')
export type HostId = z.infer<typeof hostId>

/** The parts of the lab that have a plug. Keys 1 to 5 in this order. */
export const componentIds = ['dhcp', 'tftp', 'rules', 'waiter', 'vcenter'] as const
export const componentId = z.enum(componentIds)
export type ComponentId = z.infer<typeof componentId>

/** What a person can pull: one component, or the pair that together is the Auto Deploy server. */
export const plugId = z.enum([...componentIds, 'autoDeploy'])
export type PlugId = z.infer<typeof plugId>

/** The components behind a plug. */
export const componentsOf = (plug: PlugId): readonly ComponentId[] =>
  plug === 'autoDeploy' ? ['rules', 'waiter'] : [plug]
