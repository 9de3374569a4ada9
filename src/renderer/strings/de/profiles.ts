import type { Strings } from '../index.tsx'

export const profiles: Strings['profiles'] = {
  lead: 'Hostprofile: was vCenter nach dem Start auf einen Host anwendet und prüft.',
  empty: 'Kein Hostprofil in diesem Labor.',
  unknown: (name) => `Ein Hostprofil ${name} gibt es in diesem Labor nicht.`,
  modes: {
    none: 'Stateless: nichts auf der Platte',
    statelessCaching: 'Stateless Caching: eine Kopie auf der Platte für den Ausfall',
    statelessCachingUsb: 'Stateless Caching auf einer USB-Platte',
    statefulInstall: 'Stateful Install: danach von der Platte starten',
    statefulInstallUsb: 'Stateful Install auf einer USB-Platte',
  },
  columns: {
    name: 'Hostprofil',
    mode: 'System-Image-Cache',
    rules: 'Gegeben von Regeln',
    clusters: 'Gegeben von Clustern',
    hosts: 'Hosts',
    compliant: 'Konform',
  },
  settings: 'Einstellungen',
  hosts: 'Hosts mit diesem Profil',
  noHosts: 'Gerade hat es kein Host.',
  notYet:
    'Eine Änderung erreicht einen Host, wenn das Profil angewendet wird: durch Standardisieren oder beim nächsten Start.',
}
