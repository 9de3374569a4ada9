import type { PhraseBook } from '../../phrases.ts'

/** Sentences of simulated hosts, their disks and boot storms; what firmware prints is not ours to say. */
export const hosts: PhraseBook = {
  '{} is a simulated host.': '{} ist ein simulierter Host.',
  'No card of {} has an address to wake it by.':
    'Keine Karte von {} hat eine Adresse, um ihn zu wecken.',
  'Nobody is woken on {} while DHCP has stopped: {}':
    'Auf {} wird niemand geweckt, solange DHCP angehalten ist: {}',
  'Nothing left {}: {}.': 'Auf {} ging nichts hinaus: {}.',
  '{} was woken on {}, and nobody can hear there whether it is on: {}':
    '{} wurde auf {} geweckt, und niemand hört dort, ob er an ist: {}',
  'DHCP does not listen.': 'DHCP hört nicht zu.',
  'Mend what the message names, and wake the host again.':
    'Beheben, was die Meldung nennt, und den Host noch einmal wecken.',
  'No real network is served.': 'Kein echtes Netz wird bedient.',
  '{} is only observed.': 'Auf {} wird nur zugehört.',
  '{} was woken on {}, and DHCP heard nothing of it for {} minutes.':
    '{} wurde auf {} geweckt, und DHCP hörte {} Minuten lang nichts von ihm.',
  'Look whether it was on already; whether wake on LAN is on in its firmware and kept by its system; whether its standby power is there (the light at its network port); whether its card is on this segment and VLAN; and whether its MAC address is right.':
    'Nachsehen, ob er schon an war; ob Wake-on-LAN in seiner Firmware an ist und sein System es lässt; ob der Bereitschaftsstrom da ist (das Licht am Netzanschluss); ob seine Karte in diesem Segment und VLAN hängt; und ob seine MAC-Adresse stimmt.',
  'In the boot order of {} the disk does not follow the network.':
    'In der Boot-Reihenfolge von {} folgt die Platte nicht auf das Netz.',
  '{} is a physical host.': '{} ist ein physischer Host.',
  'The program ended while the host was on.': 'Das Programm endete, während der Host an war.',
  'No simulated host was named.': 'Kein simulierter Host wurde genannt.',
  'A boot storm is under way with these hosts.': 'Mit diesen Hosts läuft ein Boot-Sturm.',
  '{} is on.': '{} ist eingeschaltet.',
  'These hosts are on: {}.': 'Eingeschaltet sind: {}.',
  'A boot storm is under way already.': 'Ein Boot-Sturm läuft schon.',
  'The storm has no end.': 'Der Sturm hat kein Ende.',
  "The simulated hosts' process ended: {}": 'Der Prozess der simulierten Hosts endete: {}',
  'Applied; the image is cached.': 'Angewendet; das Image liegt im Cache.',
  'Applied; the image is installed. The host reboots.':
    'Angewendet; das Image ist installiert. Der Host startet neu.',
  'Applied; the image is not on a disk: {}.': 'Angewendet; das Image liegt auf keiner Platte: {}.',
  'The image is not on a disk: {}.': 'Das Image liegt auf keiner Platte: {}.',
  'the host has no disk': 'der Host hat keine Platte',
  'its disks are unplugged': 'seine Platten sind ausgesteckt',
  'No certificate in the answer': 'Kein Zertifikat in der Antwort',
  'The cached image ends too early.': 'Das Image im Cache endet zu früh.',
  'The cached image has no valid head.': 'Das Image im Cache hat keinen gültigen Kopf.',
  'The manifest of the cached image is damaged.':
    'Das Manifest des Images im Cache ist beschädigt.',
  'The cached image ends inside of {}.': 'Das Image im Cache endet mitten in {}.',
  '{} in the cached image is damaged.': '{} im Image des Caches ist beschädigt.',
  'The cached image has a head and no files.':
    'Das Image im Cache hat einen Kopf und keine Dateien.',
  'The files of the cached image are not those of its image.':
    'Die Dateien im Cache sind nicht die seines Images.',
  'No disk found.': 'Keine Platte gefunden.',
  'No disk answers.': 'Keine Platte antwortet.',
  'No hypervisor found.': 'Kein Hypervisor gefunden.',
  'the byte at {} has one bit flipped': 'im Byte bei {} ist ein Bit gekippt',
  'cut to {} of {} bytes': 'auf {} von {} Bytes gekürzt',
  'the bundle has too many commands': 'das Paket hat zu viele Befehle',
  '{} is an SSD, and SSDs are ignored': '{} ist eine SSD, und SSDs werden übergangen',
  '{} holds a VMFS volume that may not be overwritten':
    '{} enthält ein VMFS-Volume, das nicht überschrieben werden darf',
  '{} has {} MiB free of the {} MiB needed': '{} hat {} von {} nötigen MiB frei',
  '{} is not a USB disk': '{} ist keine USB-Platte',
  'Silent for {} s; it never {}. {}{}': 'Seit {} s still: {}. {}{}',
  'It has probably gone on to its next boot device.':
    'Er ist wohl zum nächsten Boot-Gerät weitergegangen.',
  'mboot probably hangs {} and turns to no other device: switch the host off and on.':
    'mboot hängt vermutlich {} und geht zu keinem anderen Gerät weiter: den Host aus- und einschalten.',
  'at the file {}': 'bei der Datei {}',
  'after {} of {} files': 'nach {} von {} Dateien',
  'in its image': 'in seinem Image',
  'The loader went out whole: firmware with Secure Boot refuses one that is not signed':
    'Der Boot-Loader ging ganz hinaus: Firmware mit Secure Boot weist einen ab, der nicht signiert ist',
  'The loader went out whole: it may be one for other machines':
    'Der Boot-Loader ging ganz hinaus: er ist vielleicht einer für andere Rechner',
  'The DHCP server was unplugged': 'Der DHCP-Server wurde ausgesteckt',
  'The waiter was unplugged': 'Der Waiter wurde ausgesteckt',
  'The rules engine was unplugged': 'Die Regel-Engine wurde ausgesteckt',
  'asked for an address': 'er fragte nie nach einer Adresse',
  'took the address it was offered': 'er nahm die angebotene Adresse nie',
  'started the boot loader': 'er startete den Boot-Loader nie',
  'took its own address': 'er nahm sich nie eine eigene Adresse',
  'reached the waiter': 'er erreichte den Waiter nie',
  'introduced itself to the waiter': 'er registrierte sich nie beim Waiter',
  'read its boot.cfg': 'er las seine boot.cfg nie',
  'fetched the rest of its image': 'er holte den Rest seines Images nie',
}
