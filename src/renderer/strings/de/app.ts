import type { Strings } from '../index.tsx'
import { digits, plural } from './plural.ts'

export const app: Strings['app'] = {
  name: 'Headwaiter',
  skip: 'Zur Seite springen',
  loading: 'Lädt…',
  pages: 'Seiten',
  status: 'Zustand',
  header: 'Bedienung des Labors',
}

export const numbers: Strings['numbers'] = {
  between: (least, most, isWhole) =>
    `Eine ${isWhole ? 'ganze ' : ''}Zahl von ${least} bis ${most}.`,
  grouped: 'Tausender ohne Trennzeichen eintippen.',
}

export const breakdown: Strings['breakdown'] = {
  title: 'Die Ansicht lässt sich nicht zeichnen',
  text: 'Das Labor selbst läuft weiter. Meist ist die Seite älter als das Programm, das sie liefert: neu laden.',
  reload: 'Seite neu laden',
}

export const pages: Strings['pages'] = {
  bench: 'Werkbank',
  hosts: 'Hosts',
  rules: 'Regeln',
  images: 'Images',
  profiles: 'Profile',
  lessons: 'Lektionen',
  journal: 'Journal',
  network: 'Netz',
  settings: 'Einstellungen',
}

export const level: Strings['level'] = {
  recording: (name) => `Aufzeichnung · ${name}`,
  recordingTip: 'Eine Aufzeichnung: zum Ansehen, nicht zum Ändern. Nichts läuft.',
  onlooker: 'Zum Zusehen',
  onlookerTip: 'Dieses Labor wird auf einem anderen Rechner bedient. Hier wird zugesehen.',
  classroom: (screens) => `Klasse · ${screens}`,
  classTip: (on) => `Andere Rechner sehen über ${on} zu. Sie ändern nichts.`,
  lab: 'Labor · nur Loopback',
  labTip: 'Alles läuft auf Loopback-Adressen dieses Rechners. Kein anderer Rechner kann es sehen.',
  labTipWatched: 'Alles läuft auf Loopback-Adressen dieses Rechners. Andere sehen zu.',
  live: (name) => `LIVE auf ${name}`,
  liveTip: (name) => `Headwaiter beantwortet Boot-Anfragen echter Rechner auf ${name}.`,
  observing: (name) => `Hört ${name} mit`,
  observeTip: (name) => `Headwaiter hört DHCP auf ${name} mit und antwortet nicht.`,
  stop: 'Beenden',
}

export const header: Strings['header'] = {
  lesson: 'Lektion',
  noLesson: 'Lektionen',
  noLessons: 'Hier gibt es keine Lektionen',
  stopLesson: 'Lektion beenden',
  powerOnRacks: (racks) => `${racks > 1 ? 'Racks' : 'Rack'} einschalten`,
  powerOffRacks: (racks) => `${racks > 1 ? 'Racks' : 'Rack'} ausschalten`,
  pause: 'Pause',
  pauseTip: 'Das Bild hier anhalten. Das Labor läuft weiter.',
  resume: 'Weiter',
  resumeTip: 'Zurück zu dem, was jetzt geschieht.',
  step: 'Schritt',
  stepTip: 'Die nächste Nachricht zeigen.',
  speed: (speed) => `${digits.format(speed)}×`,
  speedLabel: (speed) => `Tempo simulierter Hosts: das ${digits.format(speed)}-fache`,
  commands: 'Befehle',
  theme: 'Farben',
  themes: { auto: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
}

export const keys: Strings['keys'] = {
  commands: 'Strg K',
  shortcuts: '?',
  press: (key) => `Taste ${key}`,
  names: { ' ': 'Leertaste', Escape: 'Esc', Ctrl: 'Strg', Shift: 'Umschalt' },
}

export const status: Strings['status'] = {
  facts: (count) => `${count} Tatsachen`,
  lastSeen: (count) => `Nicht verbunden · zuletzt gesehen, ${count} Tatsachen`,
  held: (time) => `Wie es um ${time} war`,
  version: (version) => `v${version}`,
}

export const link: Strings['link'] = {
  catchingUp: 'Liest, was geschehen ist',
  catchingUpText: (done, of) =>
    `${done} von ${of} Tatsachen. Das Bild ist noch nicht die Gegenwart.`,
  lost: 'Verbindung verloren',
  lostText:
    'Zu sehen ist, was zuletzt ankam. Neuer Versuch läuft. Kommt ein neu gestartetes Labor hier nicht wieder: die Adresse öffnen, die es nannte. Was geschah, sagt npm start -- diagnostics DATEI.zip.',
  outdated: 'Diese Seite ist von anderer Version als das Labor.',
  outdatedText: 'Zu sehen ist, was sie zuletzt lesen konnte.',
  reload: 'Neu laden',
  notYet: 'Das Labor antwortet noch nicht.',
  refused:
    'Das Labor weist diese Seite ab. Die Adresse öffnen, die Headwaiter ausgab, mit ihrem Token.',
}

export const narrative: Strings['narrative'] = {
  region: 'Was im Labor geschieht',
  more: (count) => `und ${count} weitere.`,
  of: (host, text) => `${host}: ${text}`,
  several: (host, others) => `${host} und ${others} ${others === 1 ? 'weiterer' : 'weitere'}`,
}

export const toasts: Strings['toasts'] = {
  region: 'Hinweise',
  dismiss: 'Schließen',
  todo: 'Was zu tun ist',
  dropped: (count) =>
    `Damit ${count === 1 ? 'entfällt' : 'entfallen'} ${plural(count, 'späterer Schritt', 'spätere Schritte')}.`,
  noAnswer: 'Das Labor antwortete nicht.',
  noAnswerRemedy: 'Prüfen, ob Headwaiter noch läuft, und es wieder versuchen.',
  failed: {
    probe: (name) => `${name} ließ sich nicht fragen`,
    serve: (name) => `${name} wird nicht bedient`,
    stopServing: 'Das Bedienen endete nicht',
    openClassroom: 'Der Klassenraum ließ sich nicht öffnen',
    closeClassroom: 'Der Klassenraum ließ sich nicht schließen',
    pull: (name) => `${name} wurde nicht ausgesteckt`,
    restore: (name) => `${name} wurde nicht eingesteckt`,
    restoreAll: 'Nicht alles wurde wiederhergestellt',
    host: (host) => `${host}: die Aktion misslang`,
    edit: 'Das Labor wurde nicht geändert',
    lesson: 'Die Lektion begann nicht',
    answer: 'Die Antwort wurde nicht angenommen',
    marks: 'Die Noten wurden nicht gelesen',
    fault: 'Die Störung wurde nicht geändert',
    capture: 'Die Pakete wurden nicht gespeichert',
  },
}
