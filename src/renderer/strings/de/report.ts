import type { Strings } from '../index.tsx'

export const report: Strings['report'] = {
  title: 'Was gerade geschah',
  open: 'Bericht erstellen…',
  text: 'Eine Datei für den, der einen Fehler sucht: was das Labor tat, mit Decknamen. Nichts wird gesendet.',
  lead: 'Das ist alles, was die Datei enthalten wird. Sie entsteht und bleibt auf diesem Rechner: Weitergeben ist Ihre Sache. Passwörter, Schlüssel und Token sind nie darin.',
  close: 'Schließen',
  asking: 'Das Labor wird gefragt…',
  making: 'Der Bericht entsteht…',
  cancel: 'Abbrechen',
  packing: 'Die Datei wird gepackt…',
  silent:
    'Das Labor antwortet nicht. Im Ordner von Headwaiter schreibt dies denselben Bericht, ob das Labor läuft oder nicht:',
  again: 'Noch einmal fragen',
  keepNames: 'Namen und Adressen behalten',
  keepNamesText:
    'Sonst haben Hosts, Benutzer, Karten, Adressen, Seriennummern und Pfade Decknamen, überall dieselben.',
  parts: 'Teile',
  part: {
    about: { name: 'Programm und Rechner', text: 'Versionen, System, Speicher.' },
    findings: {
      name: 'Befunde',
      text: 'Was misslang, abgelehnt oder geändert wurde, Zeile für Zeile.',
    },
    errors: { name: 'Eigene Fehler', text: 'Was Headwaiter selbst nicht erwartet hat.' },
    facts: {
      name: 'Neueste Tatsachen',
      text: 'Das Ende des Journals, höchstens 5.000 Tatsachen.',
    },
    capture: {
      name: 'Letzte Pakete',
      text: 'Für Wireshark, höchstens 2.000 Pakete; was in Dateien stand, sind Nullen.',
    },
    document: { name: 'Das Labor, wie es gemeint ist', text: 'Hosts, Regeln, Profile, Netz.' },
    history: { name: 'Versionen des Labors', text: 'Wann es geändert wurde.' },
    leases: { name: 'Leases', text: 'Wer welche Adresse hat.' },
  },
  preview: (part) => `Vorschau: ${part}`,
  show: (part) => `${part} zeigen`,
  empty: 'leer',
  nothing: 'Hier gibt es nichts zu berichten.',
  more: (count) => `… und ${count} weitere Zeilen in der Datei.`,
  size: (size) => `Die Datei braucht ${size}.`,
  save: 'Bericht speichern',
  link: 'Melden…',
}
