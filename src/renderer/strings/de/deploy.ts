import type { Strings } from '../index.tsx'

/** The words of host profiles, answers, script bundles and proxies, in German. */
export const deploy: Strings['deploy'] = {
  space:
    'Eine Platte braucht 1 GiB frei für ESXi bis 6.7 und 4 GiB ab 7.0. Wörter der Suchreihenfolge: localesx, local, remote, ein Modell oder ein Treiber.',
  perHost: { dhcp: 'von DHCP', perHost: 'jeder Host wird gefragt' },
  hostName: 'Hostname',
  managementAddress: 'Verwaltungsadresse',
  lists: 'Durch Kommas getrennt',
  dumpCollector: 'Dump-Sammler',
  users: 'Benutzer',
  usersHow: 'Je Zeile einer: Name, Leerzeichen, SHA-512-Hash ($6$…).',
  save: 'Speichern',
  saved: 'Gespeichert',
  discard: 'Änderungen verwerfen',
  overtaken: 'Was hier steht, wurde inzwischen geändert, anderswo oder durch ein Zurücknehmen.',
  overtakenRemedy: '„Speichern“ ersetzt es durch dieses hier; „Änderungen verwerfen“ zeigt es.',
  remove: 'Entfernen',
  answers: 'Hostanpassung',
  answersHow:
    'Was das Profil jeden Host fragt. Ohne gültige Antworten bleibt ein Host im Wartungsmodus.',
  questions: {
    hostName: 'Hostname',
    address: 'Adresse',
    netmask: 'Netzmaske',
    gateway: 'Gateway',
  },
  status: { valid: 'gültig', invalid: 'ungültig', unknown: 'unbekannt' },
  newProfile: 'Neues Hostprofil',
  newProfileHow:
    'Leer oder mit den Einstellungen eines Referenzhosts, den vCenter seit dem Start geprüft hat.',
  name: 'Name',
  reference: 'Referenzhost',
  noReference: 'keiner',
  create: 'Anlegen',
  takenProfile: (name) => `Ein Hostprofil ${name} gibt es schon.`,
  bundles: 'Skriptpakete',
  bundlesHow:
    'Ein Host führt sie aus, sobald er in vCenter ist. In diesem Labor hat ein Skript fünf Befehle, je Zeile einen: log, set, require, wait und fail.',
  noBundles: 'Kein Skriptpaket in diesem Labor.',
  scripts: (count) => (count === 1 ? '1 Skript' : `${count} Skripte`),
  script: (name) => `Skript ${name}`,
  addScript: 'Skript hinzufügen',
  takeScript: (name) => `Das Skript ${name} herausnehmen`,
  scriptName: (index) => `skript-${index}`,
  newBundle: 'Neues Skriptpaket',
  takenBundle: (name) => `Ein Skriptpaket ${name} gibt es schon.`,
  proxies: 'Reverse-Proxys',
  proxiesHow:
    'Hosts wechseln sich ab: jeder beginnt mit dem nächsten und geht zuletzt zum Server selbst. Ein Proxy spart Zeit, er rettet keinen Start.',
  noProxies: 'Kein Proxy: Hosts holen ihre Images vom Server.',
  proxyAddress: 'Adresse eines Proxys',
  add: 'Hinzufügen',
  up: (address) => `${address} nach oben`,
  down: (address) => `${address} nach unten`,
  removeProxy: (address) => `${address} entfernen`,
}
