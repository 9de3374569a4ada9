import type { Strings } from '../index.tsx'

export const logs: Strings['logs'] = {
  list: (host) => `Log von ${host}`,
  severity: 'Schwere',
  severities: {
    emergency: 'Notfall',
    alert: 'Alarm',
    critical: 'kritisch',
    error: 'Fehler',
    warning: 'Warnung',
    notice: 'Hinweis',
    info: 'Info',
    debug: 'Debug',
  },
  all: 'Alle Zeilen',
  andGraver: (severity) => `Ab ${severity} aufwärts`,
  filter: 'Log filtern',
  pause: 'Anhalten',
  follow: 'Folgen',
  nothingFits: 'Keine Zeile seines Logs ist so.',
  none: 'Von diesem Host ist kein Log gekommen.',
  why: 'Ein zustandsloser Host hält sein Log im Speicher und verliert es mit jedem Neustart. Er sendet es fort, wenn sein Hostprofil einen Log-Host nennt, in der Option Syslog.global.logHost. Dieses Labor empfängt Logs an:',
  profileOf: 'Sein Hostprofil:',
  setIt: 'Setzen Sie die Option auf eine davon und starten Sie den Host neu.',
  ofRecording: 'Logs bleiben bei dem Labor, zu dem sie kamen; eine Aufzeichnung hat keine.',
  notReceived: (problem) => `Logs werden nicht empfangen: ${problem}`,
}
