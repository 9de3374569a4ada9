import type { PhraseBook } from '../../phrases.ts'

/** Sentences of rules, patterns and answers. */
export const rules: PhraseBook = {
  'Rule "{}": {}': 'Regel „{}“: {}',
  'Rule "{}" has two items of type {}.': 'Regel „{}“ hat zwei Elemente der Art {}.',
  'Rule "{}" names the cluster "{}", which is managed by an image, and "{}".':
    'Regel „{}“ nennt den Cluster „{}“, den ein Image verwaltet, und „{}“.',
  'Rule "{}" can never match: no machine has "{}" and "{}".':
    'Regel „{}“ kann nie passen: kein Rechner hat „{}“ und „{}“.',
  'The cluster "{}" is managed by the image "{}", which is not ESXi 8.0 or later.':
    'Den Cluster „{}“ verwaltet das Image „{}“; es ist nicht ESXi 8.0 oder neuer.',
  'The {} set names "{}", which is no rule.': 'Der Satz {} nennt „{}“; das ist keine Regel.',
  'The {} set names "{}" twice.': 'Der Satz {} nennt „{}“ zweimal.',
  'There is no rule "{}".': 'Eine Regel „{}“ gibt es nicht.',
  'There is a rule "{}" already.': 'Eine Regel „{}“ gibt es schon.',
  'The rule "{}" has left the working set meanwhile.':
    'Die Regel „{}“ steht inzwischen nicht mehr im Arbeitssatz.',
  'The rule "{}" is in a rule set.': 'Die Regel „{}“ steht in einem Regelsatz.',
  'The rule "{}" is in the set already.': 'Die Regel „{}“ steht schon im Satz.',
  'The rule "{}" is still in the active set.': 'Die Regel „{}“ steht noch im aktiven Satz.',
  'The rule "{}" is in the active set.': 'Die Regel „{}“ steht im aktiven Satz.',
  'The rule "{}" names no cluster that is managed by an image.':
    'Die Regel „{}“ nennt keinen Cluster, den ein Image verwaltet.',

  '"{}" is not an attribute: {}': '„{}“ ist kein Attribut: {}',
  'the attributes are {}': 'Attribute sind {}',
  'the attributes are {}.': 'Attribute sind {}.',
  'did you mean {}?': 'vielleicht {}?',
  '"{}" is not a MAC address (aa:bb:cc:dd:ee:ff)': '„{}“ ist keine MAC-Adresse (aa:bb:cc:dd:ee:ff)',
  '"{}" is not a UUID (8-4-4-4-12 hex digits)': '„{}“ ist keine UUID (8-4-4-4-12 Hexziffern)',
  '"{}" is not an IPv6 address': '„{}“ ist keine IPv6-Adresse',
  '"{}" is not an IPv4 address': '„{}“ ist keine IPv4-Adresse',
  '"{}" is not an IPv4 address; a range is written with one =':
    '„{}“ ist keine IPv4-Adresse; ein Bereich steht mit einem =',
  '"{}" is not an IPv4 address; a network is written as a range, first-last':
    '„{}“ ist keine IPv4-Adresse; ein Netz steht als Bereich, Anfang-Ende',
  'the range "{}" has one end': 'der Bereich „{}“ hat nur ein Ende',
  'the range "{}" runs backwards': 'der Bereich „{}“ läuft rückwärts',
  '"{}" has no =': 'in „{}“ fehlt das =',
  'a value is missing in "{}"': 'in „{}“ fehlt ein Wert',

  'The cluster {} is managed by an image: the host has to install it, and has no disk.':
    'Den Cluster {} verwaltet ein Image: Der Host muss es installieren und hat keine Platte.',
  'The cluster {} is managed by an image: the host installs it to disk and leaves Auto Deploy.':
    'Den Cluster {} verwaltet ein Image: Der Host installiert es auf Platte und verlässt Auto Deploy.',
  'There is no console "{}".': 'Eine Konsole „{}“ gibt es nicht.',
  'vCenter has no host "{}".': 'Einen Host „{}“ hat vCenter nicht.',
  'The plug of {} is out.': 'Der Stecker von {} ist gezogen.',
  'No {} here.': '{} gibt es hier nicht.',
  'Decisions are asked for by POST.': 'Entscheidungen fragt man mit POST an.',
  'The body is longer than {} bytes.': 'Der Body ist länger als {} Bytes.',
  'The body is not JSON.': 'Der Body ist kein JSON.',
  'The rules engine answered {}.': 'Die Regel-Engine antwortete {}.',
  'no rule of {} matches it': 'keine von {} Regeln passt',
  'rules {} match it': 'die Regeln {} passen',
  'POST {} for a hypothetical host: 200, {}': 'POST {} für einen gedachten Host: 200, {}',

  'The {} is not answered.': '{} ist nicht beantwortet.',
  '"{}" is no {}.': '„{}“ ist nicht als {} brauchbar.',
  'host name': 'Hostname',
  'management address': 'Verwaltungsadresse',
  netmask: 'Netzmaske',
  gateway: 'Gateway',
  '{} is not set; the host profile sets it.': '{} ist nicht gesetzt; das Hostprofil setzt es.',
  '{} is {}; the host profile sets {}.': '{} ist {}; das Hostprofil setzt {}.',
  'another hash': 'ein anderer Hash',

  'Enable stateless caching on the host': 'Statusfreies Caching auf dem Host aktivieren',
  'Enable stateless caching to a USB disk on the host':
    'Statusfreies Caching auf einer USB-Platte des Hosts aktivieren',
  'Enable stateful installs on the host':
    'Statusorientierte Installationen auf dem Host aktivieren',
  'Enable stateful installs to a USB disk on the host':
    'Statusorientierte Installationen auf einer USB-Platte des Hosts aktivieren',
  'System Image Cache Configuration': 'Konfiguration des System-Image-Cache',
  'Arguments for first disk': 'Argumente für die erste Platte',
  'Check to overwrite any VMFS volumes on the selected disk':
    'VMFS-Volumes auf der gewählten Platte überschreiben',
  'Check to ignore any SSD devices connected to the host': 'SSD-Geräte am Host ignorieren',
}
