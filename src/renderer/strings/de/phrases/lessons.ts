import type { PhraseBook } from '../../phrases.ts'

/** Sentences of lessons at large: what was found, and why one does not start. */
export const lessons: PhraseBook = {
  'There is no lesson {}.': 'Eine Lektion {} gibt es nicht.',
  'Another lesson is under way.': 'Eine andere Lektion läuft.',
  'The lesson was stopped.': 'Die Lektion wurde beendet.',
  'No question is open.': 'Keine Frage ist offen.',
  'That was not offered.': 'Das stand nicht zur Wahl.',
  'The command went through; {} was expected.': 'Der Befehl ging durch; erwartet war {}.',
  'This lab has no {}.': 'Dieses Labor hat kein {}.',
  'The lesson ends here.': 'Die Lektion endet hier.',
  '{} has no variant {}.': 'Eine Variante {2} hat {1} nicht.',
  '{} needs {} simulated hosts in one rack; the lab has {}.':
    '{} braucht {} simulierte Hosts in einem Rack; das Labor hat {}.',
  '{} needs {} simulated hosts in one rack.': '{} braucht {} simulierte Hosts in einem Rack.',
  '{} is not a lesson:{}': '{} ist keine Lektion:{}',
  'The lab document has no {} to set.': 'Im Labordokument gibt es kein {}, das sich setzen ließe.',
  '{}: there is another lesson {}.': '{}: eine andere Lektion {} gibt es schon.',
  'not seen within {} of lab time: {}': 'binnen {} Laborzeit nicht gesehen: {}',
  'it did not stay so for {} of lab time: {}': 'es blieb nicht {} Laborzeit so: {}',
  '{} (stayed so for {} of lab time)': '{} (blieb {} Laborzeit so)',
  '{} is {}, not {}': '{} ist {}, nicht {}',
  '{}: {} has no text.': '{}: {} hat keinen Text.',
  '{}: {} speaks of other groups.': '{}: {} spricht von anderen Gruppen.',
  '{}: {} is nothing the lesson says.': '{}: {} steht nicht in der Lektion.',
  'not known': 'nicht bekannt',
  '{} no {}.{} with {}': '{} ohne {}.{} mit {}',
  '{} no {}.{}': '{} ohne {}.{}',
  '{} is in': '{} ist eingesteckt',
  '{} is out': '{} ist ausgesteckt',
  '{} is proving': '{} wird geprüft',
  '{} is failed': '{} hat die Prüfung nicht bestanden',
}
