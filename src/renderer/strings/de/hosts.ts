import type { Strings } from '../index.tsx'

export const hosts: Strings['hosts'] = {
  lead: 'Jeder Rechner des Labors, simuliert oder im Netz gesehen. Mehrere markieren, um sie gemeinsam zu bedienen.',
  empty:
    'Noch keine Hosts. Simulierte stehen in der Labordatei; echte erscheinen, wenn sie nach einer Adresse fragen.',
  powerOn: (count) => (count === 0 ? 'Einschalten' : `${count} einschalten`),
  powerOff: (count) => (count === 0 ? 'Ausschalten' : `${count} ausschalten`),
  reboot: (count) => (count === 0 ? 'Neu starten' : `${count} neu starten`),
  kinds: { simulated: 'simuliert', physical: 'echt', unknown: 'aufgetaucht' },
  sources: { network: 'Netz', cache: 'Cache', installed: 'eigene Platte' },
  columns: {
    host: 'Host',
    status: 'Stand',
    connection: 'vCenter',
    compliance: 'Konformität',
    cluster: 'Cluster',
    address: 'Adresse',
    mac: 'MAC',
    model: 'Modell',
    vendor: 'Hersteller',
    serial: 'Seriennummer',
    firmware: 'Firmware',
    kind: 'Art',
    source: 'Gestartet aus',
    image: 'Image',
    cache: 'Image im Cache',
    boots: 'Starts',
    bootTime: 'Letzter Start',
    vms: 'VMs',
  },
}

export const table: Strings['table'] = {
  filter: 'Filter',
  count: (shown, total) => (shown === total ? total : `${shown} von ${total}`),
  columns: 'Spalten',
  csv: 'Als CSV speichern',
  tick: (name) => `${name} markieren`,
  tickAll: 'Alle markieren',
  noMatch: (filter) => `Nichts hier enthält „${filter}“.`,
}
