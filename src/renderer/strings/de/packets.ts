import type { Strings } from '../index.tsx'

export const packets: Strings['packets'] = {
  empty: 'Noch keine Pakete. Sie werden aufgehoben, während Hosts starten.',
  notYet: 'Kein aufgehobenes Paket ist von vor dem Moment, der gezeigt wird.',
  save: 'Als pcapng speichern',
  gone: 'Kein aufgehobenes Paket passt: Es war nie eines, oder neuere nahmen seinen Platz.',
  packet: 'Paket',
  fields: 'Felder',
  bytes: 'Bytes',
  cut: (kept, length) => `${kept} von ${length} Bytes wurden aufgehoben.`,
  columns: {
    title: 'Paket',
    time: 'Zeit',
    protocol: 'Protokoll',
    from: 'Von',
    to: 'An',
    length: 'Bytes',
    comment: 'Wessen',
  },
}
