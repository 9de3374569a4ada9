import type { Strings } from '../index.tsx'
import { plural } from './plural.ts'

export const storm: Strings['storm'] = {
  title: 'Boot-Sturm',
  lead: 'Schaltet alle simulierten Hosts ein, die aus sind, in Wellen aus ganzen Clustern; eine Welle beginnt, wenn die davor oben ist.',
  atOnce: 'Hosts zugleich',
  link: 'Gemeinsame Leitung, Mbit/s (nur für den Plan)',
  start: 'Welle für Welle booten',
  noneOff: 'Kein simulierter Host ist aus: es gibt nichts zu booten und nichts vorherzusagen.',
  stop: 'Keine mehr zulassen',
  failed: 'Der Boot-Sturm wurde abgelehnt',
  plan: (waves, time) => `Vorhersage: ${time} in ${plural(waves, 'Welle', 'Wellen')}.`,
  turnedAway: (count) =>
    `Der Waiter weist ${plural(count, 'Host', 'Hosts')} ab; sie gehen weiter zu ihrer Platte.`,
  underWay: (settled, of) => `${settled} von ${plural(of, 'Welle', 'Wellen')} oben.`,
  took: (hosts, time, predicted) =>
    `${plural(hosts, 'Host', 'Hosts')} in ${time}; vorhergesagt waren ${predicted}.`,
  came: (network, cache, failed) =>
    `${network} aus dem Netz, ${cache} aus dem Cache, ${failed} ohne System.`,
  reached: 'Erreicht',
  predicted: 'Vorhersage',
  limit: 'Begrenzt durch',
  half: 'Die Hälfte der Hosts',
  most: '95 % der Hosts',
  stages: {
    address: 'Adresse',
    loader: 'Boot-Loader',
    script: 'Boot-Skript',
    image: 'Image',
    system: 'System läuft',
    compliant: 'In vCenter geprüft',
  },
  bounds: { machine: 'den Rechner', server: 'den Server', link: 'die Leitung' },
  assumptions:
    'Nimmt an, dass die Hosts einer Welle zusammen starten, sich Server und Leitung gleichmäßig teilen und nichts scheitert. Was der Server für einen Host braucht, wurde mit 1.000 simulierten Hosts auf zwei Kernen gemessen.',
}
