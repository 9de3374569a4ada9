import type { PhraseBook } from '../../phrases.ts'

/** Sentences of sockets, interfaces, plugs, DHCP and TFTP. */
export const network: PhraseBook = {
  '{} port {} on {} is held by {}.': '{}-Port {} auf {} wird von {} gehalten.',
  'another program': 'einem anderen Programm',
  'this program itself': 'diesem Programm selbst',
  'Port {} of {} is taken.': 'Port {} von {} ist belegt.',
  'The control server listens on loopback, not on {}.':
    'Der Steuerserver lauscht auf Loopback, nicht auf {}.',
  'The system does not let this user open {}.': 'Das System lässt diesen Benutzer {} nicht öffnen.',
  'This machine does not have the address {}.': 'Die Adresse {} hat dieser Rechner nicht.',
  'The interface is gone.': 'Die Schnittstelle ist weg.',
  'This system gives no bare descriptors.': 'Dieses System gibt keine rohen Deskriptoren heraus.',
  'The system does not tie the socket to its interface.':
    'Das System bindet den Socket nicht an seine Schnittstelle.',
  'A TCP server listens on something that is not a port.':
    'Ein TCP-Server lauscht auf etwas, das kein Port ist.',
  'Serving on a real interface is not supported on {}.':
    'Auf einer echten Schnittstelle zu bedienen ist unter {} nicht möglich.',
  'There is no interface {} with an IPv4 address.':
    'Eine Schnittstelle {} mit IPv4-Adresse gibt es nicht.',
  '{} carries the default route, or shares the card that does, so it leads to your own network.':
    '{} trägt die Standardroute oder teilt die Karte, die sie trägt, führt also ins eigene Netz.',
  '{} is a wireless card.': '{} ist eine WLAN-Karte.',
  '{} is a VPN or another tunnel.': '{} ist ein VPN oder ein anderer Tunnel.',
  '{} is a bridge with a physical card in it.': '{} ist eine Bridge mit einer echten Karte darin.',
  '{} is the loopback interface; the lab uses it without serving on it.':
    '{} ist die Loopback-Schnittstelle; das Labor nutzt sie, ohne darauf zu bedienen.',
  '{} is switched off in this computer.': '{} ist in diesem Rechner abgeschaltet.',
  '{} has no link: nothing is plugged in, or what is at the other end is off.':
    '{} hat keine Verbindung: nichts ist eingesteckt, oder was am anderen Ende hängt, ist aus.',
  '{} has no IPv4 address.': '{} hat keine IPv4-Adresse.',
  '{} is not a loopback address.': '{} ist keine Loopback-Adresse.',
  'Serving on {} answers every machine there that boots from the network.':
    'Wer auf {} bedient, antwortet dort jedem Rechner, der vom Netz bootet.',
  'The router is another address inside {}, not {}.':
    'Der Router ist eine andere Adresse in {}, nicht {}.',
  'No address of {} is left to lease.': 'In {} ist keine Adresse mehr zu vergeben.',
  'The pool is FIRST-LAST inside {}, not {}.':
    'Der Pool ist ERSTE-LETZTE innerhalb von {}, nicht {}.',
  '{} never started.': '{} ist nie angelaufen.',
  'Serving was stopped while it began.': 'Das Bedienen wurde beim Anlaufen beendet.',
  'Headwaiter is on {} already.': 'Headwaiter ist schon auf {}.',
  '{} is on {} now, no longer on {}.': '{} steht jetzt auf {}, nicht mehr auf {}.',
  'The interface {} is gone, down or without an address.':
    'Die Schnittstelle {} ist weg, abgeschaltet oder ohne Adresse.',
  'The interface {} no longer has the address {}.':
    'Die Schnittstelle {} hat die Adresse {} nicht mehr.',
  'The system did not accept {}={}.': 'Das System nahm {}={} nicht an.',
  'leasing {} to {}': 'vergibt {} bis {}',
  'answering hosts with an address of their own in the lab alone':
    'antwortet nur Hosts, die im Labor eine eigene Adresse haben',
  'giving boot information beside the DHCP server of the network':
    'gibt Boot-Angaben neben dem DHCP-Server des Netzes',
  'listening to DHCP, answering nothing': 'hört DHCP mit, antwortet nicht',

  'Rules engine': 'Regel-Engine',
  'Auto Deploy server': 'Auto-Deploy-Server',
  '{} is unplugged already.': '{} ist schon ausgesteckt.',
  '{} is plugged in.': '{} ist eingesteckt.',
  '{} did not answer its own test: {}': '{} bestand die eigene Prüfung nicht: {}',
  'The plug was pulled during the proof.': 'Der Stecker wurde während der Prüfung gezogen.',
  'The proof took too long.': 'Die Prüfung dauerte zu lange.',

  'DHCP was stopped while it started.': 'DHCP wurde beim Anlaufen beendet.',
  'The DHCP server is not started.': 'Der DHCP-Server ist nicht gestartet.',
  'Listens; in this mode nothing is answered.':
    'Lauscht; in dieser Betriebsart wird nichts beantwortet.',
  'Another DHCP server, {} (heard from {}), answers on {}.':
    'Ein anderer DHCP-Server, {} (gehört von {}), antwortet auf {}.',
  'Another DHCP server, {} (heard from {}), answers on {} and offered {}.':
    'Ein anderer DHCP-Server, {} (gehört von {}), antwortet auf {} und bot {} an.',
  'A client on {} took {} from another DHCP server, {}.':
    'Ein Client auf {} nahm {} von einem anderen DHCP-Server, {}.',
  'This host gets one offer an attempt.': 'Dieser Host bekommt ein Angebot je Versuch.',
  'No address of {} is free for it.': 'In {} ist für ihn keine Adresse frei.',
  'No address is reserved for it.': 'Für ihn ist keine Adresse reserviert.',
  'It speaks to {}.': 'Er spricht mit {}.',
  'It declines an address it does not have.': 'Er lehnt eine Adresse ab, die er nicht hat.',
  'It releases an address it does not have.': 'Er gibt eine Adresse zurück, die er nicht hat.',
  '{} repeats DISCOVER ({} times), takes no offer and does not ask port 4011.':
    '{} wiederholt DISCOVER ({} Mal), nimmt kein Angebot und fragt Port 4011 nicht.',
  'Its firmware ignores proxy offers, or no server here gives addresses. Set options 66 and 67 on the network’s own DHCP server, or serve in authoritative mode on a network of the rack’s own.':
    'Seine Firmware übergeht Proxy-Angebote, oder kein Server vergibt hier Adressen. Die Optionen 66 und 67 am DHCP-Server des Netzes setzen, oder in der autoritativen Betriebsart in einem eigenen Netz des Racks bedienen.',
  '{} has no address {}; it has {}.': '{} hat keine Adresse {}, sondern {}.',
  'No address is left to be offered: the pool is used up.':
    'Keine Adresse ist mehr anzubieten: der Pool ist verbraucht.',
  'Two machines ask with the MAC {}: one has the UUID {}, one {}.':
    'Zwei Rechner fragen mit der MAC {}: einer hat die UUID {}, einer {}.',
  'Give one of them another MAC: they take each other’s address and packets, and their boots stand still. A card that was moved to another machine is no fault.':
    'Einem von ihnen eine andere MAC geben: sie nehmen einander Adresse und Pakete weg, und ihre Boots bleiben stehen. Eine Karte, die in einen anderen Rechner kam, ist kein Fehler.',
  'Two machines have the UUID {}: while the one with the MAC {} was booting, the one with {} began to.':
    'Zwei Rechner haben die UUID {}: während der mit der MAC {} bootete, begann der mit {} damit.',
  'Give one of them another UUID: a virtual machine by its settings (uuid.bios), a board by its maker’s tool. Until then rules and vCenter take both for one host, and each boot of one is read as a boot of the other.':
    'Einem von ihnen eine andere UUID geben: einer virtuellen Maschine in ihren Einstellungen (uuid.bios), einem Board mit dem Werkzeug seines Herstellers. Bis dahin halten Regeln und vCenter beide für einen Host, und jeder Boot des einen wird als Boot des anderen gelesen.',
  '{} boots architecture {}, and there is no loader for it.':
    '{} bootet die Architektur {}, und dafür gibt es keinen Boot-Loader.',
  'Name one: for the architecture in network.dhcp.loaders of the document, or for this host in its boot.loader.':
    'Einen nennen: für die Architektur in network.dhcp.loaders des Dokuments oder für diesen Host in seinem boot.loader.',
  '{} gets no address: all from {} to {} are held, reserved or excluded.':
    '{} bekommt keine Adresse: alle von {} bis {} sind vergeben, reserviert oder ausgenommen.',
  'Make the pool larger, give the host an address of its own, or wait: an address that was leased is free when its lease ends, a declined one after a day. A machine whose system names itself otherwise than its firmware takes two, unless network.dhcp.identity of the document is `mac`.':
    'Den Pool vergrößern, dem Host eine eigene Adresse geben oder warten: eine vergebene Adresse ist frei, wenn ihre Lease endet, eine abgelehnte nach einem Tag. Ein Rechner, dessen System sich anders nennt als seine Firmware, belegt zwei, es sei denn, network.dhcp.identity des Dokuments ist `mac`.',
  '{} gets no address: {}, which is reserved for it, is in use by another machine, and this mode gives no other.':
    '{} bekommt keine Adresse: {}, für ihn reserviert, benutzt ein anderer Rechner, und diese Betriebsart vergibt keine andere.',
  'Find the machine that answers on the address, or reserve another: this one is set aside for a day after a host declined it.':
    'Den Rechner suchen, der auf der Adresse antwortet, oder eine andere reservieren: diese bleibt einen Tag beiseite, nachdem ein Host sie abgelehnt hat.',
  'This is no request': 'Das ist keine Anfrage',
  'A defect of this program: {}': 'Ein Fehler dieses Programms: {}',
  'A packet of {} is left unanswered because of a defect of this program ({}).':
    'Ein Paket von {} bleibt wegen eines Fehlers dieses Programms ohne Antwort ({}).',
  'All other clients are served. Export the capture, which has the packet, and report the defect with it.':
    'Alle anderen Clients werden bedient. Den Mitschnitt exportieren, der das Paket enthält, und den Fehler damit melden.',
  'Free addresses cannot be looked at before they are leased ({}).':
    'Freie Adressen lassen sich nicht prüfen, bevor sie vergeben werden ({}).',
  'All clients are served, and the look is tried again. Until it succeeds an address that somebody took by hand may be leased once.':
    'Alle Clients werden bedient, und die Prüfung wird wiederholt. Bis sie gelingt, kann eine Adresse, die jemand von Hand genommen hat, einmal vergeben werden.',
  'The network on {} cannot be asked for other DHCP servers ({}).':
    'Das Netz an {} kann nicht nach anderen DHCP-Servern gefragt werden ({}).',
  'Mend what the message names; the question is asked again. Until then another server is known by its own packets alone, and after a sleep of the computer nobody is answered.':
    'Beheben, was die Meldung nennt; die Frage wird wiederholt. Bis dahin verrät sich ein anderer Server nur durch seine eigenen Pakete, und nach dem Aufwachen des Rechners wird niemandem geantwortet.',
  'Another machine on this network, {}, has our own address {}.':
    'Ein anderer Rechner in diesem Netz, {}, hat unsere eigene Adresse {}.',
  'Give one of the two another address. Until then hosts load from whichever of them answers first, and boots fail or stand still at random.':
    'Einem der beiden eine andere Adresse geben. Bis dahin laden Hosts von dem, der zuerst antwortet, und Starts scheitern oder bleiben zufällig stehen.',
  'No single card has the hardware address {}: it may have lost its own.':
    'Keine einzelne Karte hat die Hardwareadresse {}: sie hat ihre eigene vielleicht verloren.',
  'The address it informs of is not of this network.':
    'Die Adresse, die er mitteilt, gehört nicht in dieses Netz.',
  'There is nothing for it to boot.': 'Für ihn gibt es nichts zu booten.',
  'It speaks to the server that gives addresses.':
    'Er spricht mit dem Server, der Adressen vergibt.',
  'This network is only observed.': 'Dieses Netz wird nur beobachtet.',
  'The address is not of this network.': 'Die Adresse gehört nicht in dieses Netz.',
  'The address is not free for this client.': 'Die Adresse ist für diesen Client nicht frei.',
  'This client has another address here.': 'Dieser Client hat hier eine andere Adresse.',
  'The disk is behind with the leases of others; it asks again.':
    'Die Platte hängt mit den Leases anderer nach; er fragt wieder.',
  'What its reply must carry does not fit the largest packet it takes.':
    'Was seine Antwort enthalten muss, passt nicht in das größte Paket, das er annimmt.',
  'It took the offer of {}.': 'Er nahm das Angebot von {}.',
  'It asks for no address at all.': 'Er fragt gar nicht nach einer Adresse.',
  'It has no lease here.': 'Er hat hier keine Lease.',
  'It is an answer, not a question.': 'Das ist eine Antwort, keine Frage.',
  'A server sends this, not a client.': 'Das sendet ein Server, kein Client.',
  'No served network holds {}, the network that its relay agent or it names.':
    'Kein bedientes Netz enthält {}, das Netz, das sein Relay-Agent oder er selbst nennt.',
  '{} {} more like it came before.': '{} Vorher kamen {} gleiche.',
  'No {} came for a {}.': 'Auf {2} kam kein {1}.',
  'Opened a client at {}:{}.': 'Client auf {}:{} geöffnet.',
  'Sent {} to {}:{}.': '{} an {}:{} gesendet.',
  'Received OFFER of {} from {}; it was not taken.':
    'OFFER von {} von {} empfangen; nicht angenommen.',
  'Received {} from {}.': '{} von {} empfangen.',
  'Option 53 (DHCP Message Type) is missing: a BOOTP client.':
    'Option 53 (DHCP Message Type) fehlt: ein BOOTP-Client.',
  'Option 53 (DHCP Message Type) is {}.': 'Option 53 (DHCP Message Type) ist {}.',
  'The hardware address has {} bytes; only Ethernet is served.':
    'Die Hardware-Adresse hat {} Bytes; bedient wird nur Ethernet.',
  'The hardware address has {} bytes.': 'Die Hardware-Adresse hat {} Bytes.',
  'The op field is {}.': 'Das Feld op ist {}.',
  'The DHCP cookie is missing.': 'Der DHCP-Cookie fehlt.',
  '{} bytes; the fixed part alone has {}.': '{} Bytes; schon der feste Teil hat {}.',
  'Option {} at byte {} runs past the end of its field; it and what follows it there are not read.':
    'Option {} bei Byte {} reicht über das Ende ihres Feldes hinaus; sie und was ihr dort folgt, wird nicht gelesen.',
  'runs past the end of its field': 'reicht über das Ende ihres Feldes hinaus',
  'Option {} ({}) {}.': 'Option {} ({}) {}.',
  'The options do not fit {} bytes.': 'Die Optionen passen nicht in {} Bytes.',
  'The {} field takes {} bytes.': 'Das Feld {} nimmt {} Bytes.',
  'takes {} bytes, has {}': 'nimmt {} Bytes, hat {}',
  'takes 17 bytes, has {}': 'nimmt 17 Bytes, hat {}',
  'takes 4 bytes, has {}': 'nimmt 4 Bytes, hat {}',
  'takes a multiple of 4 bytes, has {}': 'nimmt ein Vielfaches von 4 Bytes, hat {}',
  'takes a multiple of 2 bytes, has {}': 'nimmt ein Vielfaches von 2 Bytes, hat {}',
  'is of the unknown type {}': 'hat die unbekannte Art {}',
  'has a prefix length of {}': 'hat eine Präfixlänge von {}',
  'ends inside a route': 'endet mitten in einer Route',
  'ends inside a sub-option': 'endet mitten in einer Unteroption',

  'No answer from {}:{} for {}': 'Keine Antwort von {}:{} für {}',
  'No answer for {}': 'Keine Antwort für {}',
  '{} is larger than {} bytes': '{} ist größer als {} Bytes',
  '{} is no name of a boot file': '{} ist kein Name einer Boot-Datei',
  'it was written over while it was sent': 'sie wurde überschrieben, während sie gesendet wurde',
  'it became shorter while it was sent': 'sie wurde kürzer, während sie gesendet wurde',
  'The file cannot be read': 'Die Datei lässt sich nicht lesen',
  'the disk gave an error': 'die Platte meldete einen Fehler',
  'The thread that sent it ended': 'Der Thread, der sie sendete, endete',
  'This transfer belongs to another port': 'Diese Übertragung gehört zu einem anderen Port',
  'The client no longer answers': 'Der Client antwortet nicht mehr',
  'The client began anew from the same port': 'Der Client begann vom selben Port neu',
  'The TFTP server was unplugged': 'Der TFTP-Server wurde ausgesteckt',
  'The TFTP server is not started': 'Der TFTP-Server ist nicht gestartet',
  'All ports from {} to {} are in use': 'Alle Ports von {} bis {} sind belegt',
  'The read was broken off': 'Das Lesen wurde abgebrochen',
  'The reader got: {}': 'Der Leser bekam: {}',
  '{} arrived with other bytes than were sent': '{} kam mit anderen Bytes an, als gesendet wurden',
  'node-tftp asked {}:{} for {}': 'node-tftp fragte {}:{} nach {}',
  '{} bytes arrived, SHA-256 {}…, as sent': '{} Bytes kamen an, SHA-256 {}…, wie gesendet',
  'The server answered ERROR {}: {}': 'Der Server antwortete ERROR {}: {}',
  'A block is larger than was agreed': 'Ein Block ist größer als vereinbart',
  'No transfer is under way on this port': 'Auf diesem Port läuft keine Übertragung',
  'This is no name of a boot file': 'Das ist kein Name einer Boot-Datei',
  'This server is read-only': 'Dieser Server lässt nur lesen',
  'Only octet and netascii are known': 'Nur octet und netascii sind bekannt',
  'Too many transfers are under way': 'Zu viele Übertragungen laufen',
  'There is no such file': 'Eine solche Datei gibt es nicht',
  'The server has no port free': 'Der Server hat keinen Port frei',
  'Server fault': 'Fehler des Servers',
  'TFTP: {} at byte {} of {}': 'TFTP: {} bei Byte {} von {}',
  '{} has no end': '{} hat kein Ende',
  'the file name': 'der Dateiname',
  'the mode': 'die Betriebsart',
  'a packet has at least 4 bytes, this one ends': 'ein Paket hat mindestens 4 Bytes, dieses endet',
  'opcode {} is unknown': 'Opcode {} ist unbekannt',
  'TFTP text holds no zero': 'TFTP-Text enthält keine Null',
}
