import type { Strings } from '../index.tsx'
import { digits, plural } from './plural.ts'

export const bench: Strings['bench'] = {
  title: 'Werkbank',
  rack: (name, hosts) => `${name} · ${plural(hosts, 'Host', 'Hosts')}`,
  others: 'Aufgetaucht',
  hosts: 'Hosts',
  components: 'Komponenten',
  network: 'Switch',
  autoDeploy: 'Auto-Deploy-Server',
  autoDeployState: {
    in: 'eingesteckt',
    out: 'ausgesteckt',
    part: 'halb ausgesteckt',
    covered: 'verdeckt',
    proving: 'wird geprüft',
    failed: 'Prüfung misslungen',
  },
  pull: (name) => `${name} ausstecken`,
  restore: (name) => `${name} wieder einstecken`,
  pulling: (name) => `${name} wird ausgesteckt…`,
  restoring: (name) => `${name} wird eingesteckt…`,
  plugHint: (key) => `Herausziehen, klicken oder ${key} drücken.`,
  plugBackHint: (key) => `Hineinziehen, klicken oder ${key} drücken.`,
  backBy: (key) => `${key} steckt es wieder ein.`,
  restoreAll: 'Alles wiederherstellen',
  nothingOut: 'Alles ist eingesteckt.',
  proven: 'nachgewiesen',
  provenBy: ': es funktioniert',
  closed: 'seine Sockets sind zu',
  proofRuns: 'ein Test-Client fragt gerade',
  cached: 'Image auf der Platte zwischengespeichert',
  damaged: 'das Image auf der Platte ist beschädigt',
  notCached: 'nichts auf der Platte zwischengespeichert',
  noDisk: 'keine Platte',
  vms: (count) => plural(count, 'VM', 'VMs'),
  progress: (done, of) => `${done} von ${of} Dateien`,
  packets: (count) => plural(count, 'Nachricht', 'Nachrichten'),
  last: 'Letzte Nachricht',
  stranger: 'ein anderer Client',
  quiet: 'Noch keine Nachrichten',
  offTitle: 'Das Rack ist aus',
  offText:
    'Einschalten: Jeder Host fragt DHCP nach einer Adresse, lädt per TFTP einen Boot-Loader und sein Image von Auto Deploy. Dann etwas ausstecken und einen Host neu starten.',
  many: (racks, hosts) => `${plural(racks, 'Rack', 'Racks')} · ${plural(hosts, 'Host', 'Hosts')}`,
  racks: 'Racks',
  allRacks: 'Alle Racks',
  of: (count, text) => `${digits.format(count)} ${text}`,
}

export const legend: Strings['legend'] = {
  title: 'Was das Bild sagt',
  hosts: 'Hosts',
  marks: 'Nachrichten auf den Kabeln',
  stateless: 'läuft stateless',
  booting: 'startet',
  cache: 'läuft aus dem Cache',
  failed: 'ist gescheitert',
  copy: 'hat eine Kopie auf der Platte',
}

export const protocols: Strings['protocols'] = {
  dhcp: 'DHCP',
  tftp: 'TFTP',
  rules: 'Entscheidung der Regeln',
  waiter: 'HTTP',
  vcenter: 'vCenter',
}
