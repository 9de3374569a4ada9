import type { Strings } from '../index.tsx'
import { plural } from './plural.ts'

export const lesson: Strings['lesson'] = {
  title: (title) => `Lektion: ${title}`,
  met: (count) => `${count} erfüllt`,
  missed: (count) => `${count} nicht erfüllt`,
  open: 'Ganze Lektion',
  stop: 'Beenden',
}

export const lessons: Strings['lessons'] = {
  lead: 'Jede Lektion läuft in diesem Labor, sagt, was zu erwarten ist, und sieht auf die Tatsachen.',
  recordedLead: 'Die Lektionen dieser Aufzeichnung und ihr Ausgang, nach ihren Tatsachen.',
  recordedNone: 'Bis zu diesem Moment begann keine Lektion',
  recordedHolds:
    'Eine Aufzeichnung enthält, was ein Labor tat: seine Boots, seine Ausfälle, und seine Lektionen mit ihrem Ausgang.',
  recordedBack:
    'In einer Aufzeichnung läuft nichts. Für eine Lektion zurück zum Fenster des Labors; npm start öffnet es.',
  none: 'Hier gibt es keine Lektionen.',
  unknown: (id) => `Eine Lektion ${id} gibt es hier nicht.`,
  underWay: 'läuft',
  outcomes: {
    met: 'alles erfüllt',
    missed: 'nicht alles erfüllt',
    stopped: 'vor dem Ende beendet',
    broken: 'an einem Fehler abgebrochen',
  },
  variant: 'Variante',
  usual: 'Die übliche Besetzung',
  student: 'Name',
  studentText: 'Steht neben den Noten; darf leer bleiben.',
  predict: 'Erst fragen',
  predictText: 'Die Lektion wartet auf eine Vorhersage, bevor sie weitergeht, und zählt mit.',
  start: 'Lektion beginnen',
  outline: 'Alle Schritte, und wie sie ausgehen',
  watch: 'Auf der Werkbank zusehen',
  stop: 'Lektion beenden',
  again: 'Nochmals',
  print: 'Drucken',
  marks: 'Noten als CSV speichern',
  setUp: 'Das Labor wird dahin gebracht, wo die Lektion beginnt.',
  right: 'richtig',
  wrong: 'nicht richtig',
  solution: (text) => `Es ist: ${text}`,
  met: 'erfüllt',
  missed: 'nicht erfüllt',
  found: (text) => `Gefunden: ${text}`,
  facts: 'Tatsachen:',
  fact: (seq) => `Tatsache ${seq}`,
  debrief: 'Was zu merken ist',
  results: {
    met: (met) =>
      met === 1
        ? 'Ihre Erwartung ist von den Tatsachen erfüllt.'
        : `Alle ${plural(met, 'Erwartung', 'Erwartungen')} von den Tatsachen erfüllt.`,
    missed: (met, missed) => `${met} erfüllt, ${missed} nicht erfüllt.`,
    stopped: (met, missed) => `Bis dahin ${met} erfüllt, ${missed} nicht erfüllt.`,
    broken: (met, missed) => `Bis dahin ${met} erfüllt, ${missed} nicht erfüllt.`,
  },
  score: (right, asked) => `${right} von ${plural(asked, 'Frage', 'Fragen')} richtig beantwortet.`,
}
