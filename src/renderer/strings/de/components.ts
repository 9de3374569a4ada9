import type { ComponentId, PlugId } from '../../../shared/base/index.ts'
import type { Strings } from '../index.tsx'
import { digits, plural } from './plural.ts'

export const components: Record<ComponentId, string> = {
  dhcp: 'DHCP',
  tftp: 'TFTP',
  rules: 'Regel-Engine',
  waiter: 'Waiter',
  vcenter: 'vCenter',
}

export const plugs: Record<PlugId, string> = { ...components, autoDeploy: 'Auto-Deploy-Server' }

export const componentDoes: Strings['componentDoes'] = {
  dhcp: 'gibt Adressen und Namen der Boot-Dateien',
  tftp: 'sendet den Boot-Loader',
  rules: 'entscheidet, was ein Host startet',
  waiter: 'sendet Image und Hostprofil',
  vcenter: 'verwaltet die Hosts',
}

export const plugStates: Strings['plugStates'] = {
  in: 'eingesteckt',
  out: 'ausgesteckt',
  proving: 'wird geprüft',
  failed: 'Prüfung misslungen',
  idle: 'läuft nicht',
  covered: 'verdeckt',
}

export const counts: Strings['counts'] = {
  dhcp: (counts) => plural(counts['leases'] ?? 0, 'Lease', 'Leases'),
  tftp: (counts, { size }) =>
    (counts['active'] ?? 0) > 0
      ? plural(counts['active'] ?? 0, 'Übertragung läuft', 'Übertragungen laufen')
      : `${plural(counts['transfers'] ?? 0, 'Datei', 'Dateien')} gesendet · ${size(counts['bytes'] ?? 0)}`,
  rules: (counts) =>
    (counts['noMatch'] ?? 0) > 0
      ? `${plural(counts['decisions'] ?? 0, 'Entscheidung', 'Entscheidungen')} · ${counts['noMatch']} ohne Treffer`
      : plural(counts['decisions'] ?? 0, 'Entscheidung', 'Entscheidungen'),
  waiter: (counts, { size }) =>
    `${plural(counts['requests'] ?? 0, 'Anfrage', 'Anfragen')} · ${size(counts['bytes'] ?? 0)}`,
  vcenter: (counts) =>
    (counts['notResponding'] ?? 0) > 0
      ? `${digits.format(counts['connected'] ?? 0)} von ${digits.format((counts['connected'] ?? 0) + (counts['notResponding'] ?? 0))} verbunden`
      : `${digits.format(counts['connected'] ?? 0)} verbunden`,
}

export const lanes: Strings['lanes'] = {
  host: 'Host',
  dhcp: 'DHCP',
  tftp: 'TFTP',
  waiter: 'Waiter',
  rules: 'Regeln',
  vcenter: 'vCenter',
}
