/** One machine, whatever it calls itself on the wire: see `hostId` in `schemas.ts`. */
export type HostId = string

/** The parts of the lab that have a plug. Keys 1 to 5 in this order. */
export const componentIds = ['dhcp', 'tftp', 'rules', 'waiter', 'vcenter'] as const
export type ComponentId = (typeof componentIds)[number]

/** What a person can pull: one component, or the pair that together is the Auto Deploy server. */
export type PlugId = ComponentId | 'autoDeploy'

/** What each is called. */
export const plugNames: Readonly<Record<PlugId, string>> = {
  dhcp: 'DHCP',
  tftp: 'TFTP',
  rules: 'Rules engine',
  waiter: 'Waiter',
  vcenter: 'vCenter',
  autoDeploy: 'Auto Deploy server',
}

/** The components behind a plug. */
export const componentsOf = (plug: PlugId): readonly ComponentId[] =>
  plug === 'autoDeploy' ? ['rules', 'waiter'] : [plug]

/** The fewest plugs behind which these components are. */
export const plugsOf = (components: readonly ComponentId[]): readonly PlugId[] => {
  const deploy = componentsOf('autoDeploy')
  return [...new Set(components.map((id) => (deploy.includes(id) ? 'autoDeploy' : id)))]
}

/** The id of a machine that turned up and that no document names. */
export const turnedUpId = (mac: string): string => `host-${mac.replaceAll(':', '')}`

/** The card by which such an id was made; undefined for another id. */
export const cardOfTurnedUp = (id: string): string | undefined =>
  /^host-[0-9a-f]{12}$/.test(id) ? id.slice(5).replaceAll(/(..)(?!$)/g, '$1:') : undefined
