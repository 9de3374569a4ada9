import type { Strings } from '../index.tsx'
import { plural } from './plural.ts'

export const hostStates: Strings['hostStates'] = {
  off: 'ausgeschaltet',
  firmware: 'Firmware startet',
  'network.dhcp': 'PXE: fragt nach einer Adresse',
  'network.loader': 'PXE: lädt den Boot-Loader',
  'network.ipxe': 'iPXE: fragt nach einer Adresse',
  'network.tramp': 'iPXE: wartet auf den Waiter',
  'network.register': 'iPXE: wartet auf eine Entscheidung',
  'network.image': 'lädt sein Image',
  noImage: 'kein Image · versucht es selbst wieder',
  disk: 'startet von seiner Platte',
  noBootDevice: 'kein Boot-Gerät',
  hung: 'hängt beim Laden',
  kernel: 'ESXi startet',
  running: 'läuft',
}

export const running: Strings['running'] = {
  from: { network: 'stateless', cache: 'Cache', installed: 'installiert' },
  connected: 'verbunden',
  reconnect: 'neu verbinden',
  waiting: 'wartet auf vCenter',
  notResponding: 'antwortet nicht',
  disconnected: 'getrennt',
  nonCompliant: 'nicht konform',
  maintenance: 'im Wartungsmodus',
  join: (source, state) => `${source} · ${state}`,
  headline: {
    network: 'läuft stateless',
    cache: 'läuft aus dem Cache',
    installed: 'läuft installiert',
  },
}

export const connections: Strings['connections'] = {
  absent: 'nicht in vCenter',
  connected: 'verbunden',
  notResponding: 'antwortet nicht',
  disconnected: 'getrennt',
}

export const compliance: Strings['compliance'] = {
  unknown: 'nicht geprüft',
  compliant: 'konform',
  nonCompliant: 'nicht konform',
}

export const steps: Strings['steps'] = {
  link: 'Verbindung',
  dhcp: 'DHCP',
  loader: 'TFTP-Loader',
  waiter: 'Waiter · tramp',
  rules: 'Regeln',
  image: 'Image',
  bootOrder: 'Reihenfolge → Platte',
  verified: 'Image geprüft',
  started: 'ESXi geladen',
  vcenter: 'vCenter',
  compliant: 'Konform',
}

export const stepStates: Strings['stepStates'] = {
  pending: 'noch nicht',
  active: 'läuft',
  done: 'fertig',
  failed: 'misslungen',
  skipped: 'nicht erreicht',
}

export const stepNotes: Strings['stepNotes'] = {
  tries: (count) => plural(count, 'Versuch', 'Versuche'),
  position: (position, of) => `${position} von ${of}`,
  left: (there, time) => `${there} · noch ${time}`,
  words: {
    cut: 'abgebrochen',
    silent: 'verstummt',
    presumed: 'vermutet',
    noImage: 'kein Image',
    noAnswer: 'keine Antwort',
    declined: 'an die Platte verwiesen',
    hung: 'hängt',
    notInOrder: 'nicht darin',
    manual: 'von Hand',
    notResponding: 'ohne Antwort',
    disconnected: 'getrennt',
    noDisk: 'keine Platte',
    empty: 'leer',
    corrupt: 'beschädigt',
    unplugged: 'ausgesteckt',
  },
}
