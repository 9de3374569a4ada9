import type { Strings } from '../index.tsx'
import { digits } from './plural.ts'

export const commands: Strings['commands'] = {
  title: 'Befehle',
  search: 'Befehl oder Host suchen…',
  none: 'Kein solcher Befehl.',
  groups: {
    lab: 'Labor',
    plugs: 'Stecker',
    host: 'Gewählter Host',
    time: 'Zeit',
    go: 'Gehe zu',
    lesson: 'Lektionen',
    view: 'Ansicht',
  },
  restoreAll: 'Alles wiederherstellen',
  nextHost: 'Nächsten Host wählen',
  previousHost: 'Vorigen Host wählen',
  showAll: 'Alle Hosts in der Leiter zeigen',
  clear: 'Nichts wählen',
  undo: 'Letzte Änderung des Labors zurücknehmen',
  redo: 'Änderung des Labors wiederholen',
  speed: (speed) => `Tempo ${digits.format(speed)}×`,
  theme: { auto: 'Farben: wie das System', light: 'Farben: hell', dark: 'Farben: dunkel' },
  startLesson: (title) => `Lektion: ${title}`,
  page: (page) => `Seite: ${page}`,
  showHost: (host) => `${host} zeigen`,
  showComponent: (name) => `${name} zeigen`,
  nextPane: 'Zum nächsten Bereich des Bildschirms',
  previousPane: 'Zum Bereich davor',
  print: 'Diese Seite drucken; die Werkbank druckt ihre Geschichte in Worten',
  openPalette: 'Befehl suchen',
  openShortcuts: 'Tastenkürzel',
  pause: 'Bild anhalten oder weiterlaufen lassen',
  step: 'Nächste Nachricht zeigen',
  stepBack: 'Vorige Nachricht zeigen',
  toggle: (name) => `Aus- oder einstecken: ${name}`,
}

export const shortcuts: Strings['shortcuts'] = {
  title: 'Tastenkürzel',
  close: 'Schließen',
  singleKeys: 'Tasten ohne Strg',
  singleKeysText: 'Abschalten, wenn sie einem Screenreader oder einer Spracheingabe im Weg sind.',
  also: 'Tab und Umschalt-Tab gehen durch alles; Enter bedient einen Stecker; Pfeile bewegen in Listen.',
}
