export const profiles = {
  lead: 'Host profiles: what vCenter applies to a host after its boot, and checks.',
  empty: 'No host profile in this lab.',
  unknown: (name: string) => `There is no host profile ${name} in this lab.`,
  modes: {
    none: 'Stateless: nothing on disk',
    statelessCaching: 'Stateless caching: a copy on disk for an outage',
    statelessCachingUsb: 'Stateless caching on a USB disk',
    statefulInstall: 'Stateful install: boot from disk afterwards',
    statefulInstallUsb: 'Stateful install on a USB disk',
  },
  columns: {
    name: 'Host profile',
    mode: 'System image cache',
    rules: 'Given by rules',
    clusters: 'Given by clusters',
    hosts: 'Hosts',
    compliant: 'Compliant',
  },
  settings: 'Settings',
  hosts: 'Hosts with this profile',
  noHosts: 'No host has it right now.',
  notYet: 'A change reaches a host when the profile is applied: by Remediate, or at its next boot.',
}
