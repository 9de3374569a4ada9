import type { Strings } from '../index.tsx'
import { plural } from './plural.ts'

export const ladder: Strings['ladder'] = {
  tabs: 'Was geschah',
  ladder: 'Boot-Leiter',
  log: 'Ereignisse',
  packets: 'Pakete',
  compare: 'Vergleich',
  list: 'Nachrichten, älteste zuerst',
  allHosts: 'Alle Hosts',
  only: (host) => `nur ${host}`,
  filter: 'Gezeigte Hosts',
  pick: 'Hosts auswählen',
  several: (count) => `${count} Hosts`,
  messages: 'Gezeigte Nachrichten',
  allMessages: 'Alle Nachrichten',
  onlyFailed: 'Was misslang',
  onlyOf: (name) => `Mit ${name}`,
  closer: 'Näher: auch kürzere Pausen falten, jede mit ihrer Dauer',
  further: 'Weiter weg: nur längere Pausen falten',
  gapsFrom: (time) => `Pausen über ${time} gefaltet`,
  story: 'Was geschah, in Worten',
  follow: 'Neueste',
  reading: (done, of) => `${done} von ${of} Tatsachen gelesen`,
  search: 'Ereignisse durchsuchen',
  noMatch: (words) => `Kein Ereignis mit „${words}“.`,
  empty: 'Noch keine Nachrichten.',
  emptyHost: (host) => `Noch keine Nachrichten von ${host}.`,
  emptyReadOnly: 'Jeder Pfeil hier ist ein Paket, das bis zum gezeigten Moment gesendet wurde.',
  emptyHint: 'Jeder Pfeil hier ist ein Paket, das gesendet wurde. Einschalten, um sie zu sehen.',
  folded: (text, count, size) => `${count} Dateien · ${size} · zuletzt ${text}`,
  gap: (length) => `${length} gefaltet`,
  opened: (time) => `Das Labor wurde um ${time} wieder geöffnet. Seine Uhr beginnt neu.`,
  slept: (from, to, length) =>
    `Der Rechner schlief, oder das Programm war angehalten, von ${from} bis ${to} (${length}).`,
  failed: 'misslungen',
  row: (time, from, to, text) => `${time}, ${from} an ${to}: ${text}`,
  rowFailed: (time, from, to, text) => `${time}, ${from} an ${to}, misslungen: ${text}`,
  rowSelf: (time, at, text) => `${time}, ${at}: ${text}`,
  columns: {
    seq: 'Nr.',
    time: 'Zeit',
    who: 'Wer',
    way: 'Von und an',
    type: 'Tatsache',
    text: 'Was sie sagt',
  },
  none: '–',
}

export const compare: Strings['compare'] = {
  title: 'Zwei Starts nebeneinander',
  left: 'Dieser Start',
  right: 'und dieser',
  last: 'Letzte zwei Starts',
  apart: (count) =>
    count === 0
      ? 'Beide taten dasselbe.'
      : `${plural(count, 'Zeile weicht ab', 'Zeilen weichen ab')}.`,
  parts: {
    start: 'Bis zum Boot-Loader',
    deploy: 'Auto Deploy',
    disk: 'Von der Platte',
    system: 'ESXi startet',
    up: 'Oben, und im vCenter',
  },
  empty: 'Zum Vergleichen braucht es zwei Starts. Einen Host einschalten und neu starten.',
}

export const scrubber: Strings['scrubber'] = {
  label: 'Zeit',
  live: { name: 'Live', is: 'Live: die neueste Tatsache ist zu sehen', go: 'Zur Gegenwart' },
  end: { name: 'Ende', is: 'Das Ende der Aufzeichnung', go: 'Zum Ende der Aufzeichnung' },
  at: (time, seq, of) => `${time}, Tatsache ${seq} von ${of}`,
  held: 'Angehalten',
  phases: {
    idle: 'ruhig',
    net: 'Netz-Boot',
    fail: 'ein Netz-Boot scheitert',
    cache: 'läuft aus dem Cache',
    ok: 'alle stateless',
  },
  marks: { many: (first, more) => `${first} Und ${more} weitere.` },
  keys: 'Pfeile gehen von Nachricht zu Nachricht, mit Strg von Marke zu Marke.',
}
