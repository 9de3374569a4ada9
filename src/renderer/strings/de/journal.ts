import type { Strings } from '../index.tsx'

export const journal: Strings['journal'] = {
  lead: 'Jede Tatsache, die das Labor aufschrieb, neueste zuerst. Eine wählen, um ihre Felder zu sehen.',
  empty: 'Noch ist nichts aufgeschrieben.',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  versions: 'Versionen des Labors',
  version: (version) => `Version ${version}`,
  columns: {
    seq: 'Nr.',
    time: 'Zeit',
    host: 'Host',
    component: 'Komponente',
    type: 'Tatsache',
    text: 'Was sie sagt',
  },
}
