import type { PhraseBook } from '../../phrases.ts'

/** Sentences of the lab itself: document, journal, API, faults, recordings. */
export const lab: PhraseBook = {
  'New lab': 'Neues Labor',
  'No lab is open.': 'Kein Labor ist offen.',
  'There is no lab in {}.': 'In {} gibt es kein Labor.',
  '{} cannot hold a lab.': '{} kann kein Labor aufnehmen.',
  '{} cannot be read.': '{} lässt sich nicht lesen.',
  '{} cannot be read: {}.': '{} lässt sich nicht lesen: {}.',
  '{} could not be written: {}.': '{} ließ sich nicht schreiben: {}.',
  'this user has no right to it': 'dieser Benutzer hat kein Recht darauf',
  'it, or its folder, is not there': 'das oder sein Ordner ist nicht da',
  'a part of its path is no folder': 'ein Teil des Pfads ist kein Ordner',
  'it is a folder': 'das ist ein Ordner',
  'it is there already': 'das ist schon da',
  'the disk is full': 'die Platte ist voll',
  'this user has used up the room on the disk':
    'dieser Benutzer hat seinen Platz auf der Platte verbraucht',
  'the disk can only be read': 'die Platte lässt sich nur lesen',
  'the disk fails': 'die Platte versagt',
  'its name is too long': 'sein Name ist zu lang',
  '{} ends after {} of {} bytes.': '{} endet nach {} von {} Bytes.',
  '{} is a folder, not an archive.': '{} ist ein Ordner, kein Archiv.',
  '{} cannot be read: {}': '{} lässt sich nicht lesen: {}',
  'A lab is written to while it is open, and {} takes no writing.':
    'In ein offenes Labor wird geschrieben, und {} lässt sich nicht beschreiben.',
  '{} is there already.': '{} gibt es schon.',
  'Invalid input': 'Ungültige Eingabe',
  'Invalid input: expected {}, received {}': 'Ungültige Eingabe: erwartet {}, erhalten {}',
  'Invalid IPv4 address': 'Ungültige IPv4-Adresse',
  'Invalid IPv6 address': 'Ungültige IPv6-Adresse',
  'Invalid option: expected one of {}': 'Ungültige Angabe: erwartet eines von {}',
  'Too small: expected {} to have >={} characters': 'Zu kurz: mindestens {2} Zeichen',
  'Too big: expected {} to have <={} characters': 'Zu lang: höchstens {2} Zeichen',
  'Too small: expected {} to be >={}': 'Zu klein: mindestens {2}',
  'Too big: expected {} to be <={}': 'Zu groß: höchstens {2}',
  'Too small: expected {} to have >={} items': 'Zu wenige: mindestens {2}',
  'Too big: expected {} to have <={} items': 'Zu viele: höchstens {2}',
  'Unrecognized key: {}': 'Unbekanntes Feld: {}',
  'The value is not valid.': 'Der Wert ist nicht gültig.',
  'What {} gives does not fit the contract: {}': 'Was {} liefert, passt nicht zum Vertrag: {}',
  'The id of the last event is no number of a fact.':
    'Die Kennung des letzten Ereignisses ist keine Nummer einer Tatsache.',
  'This program shows no recordings.': 'Dieses Programm zeigt keine Aufzeichnungen.',
  'The classroom is open already.': 'Der Klassenraum ist schon offen.',
  'This screen looks on and changes nothing.': 'Dieser Bildschirm sieht zu und ändert nichts.',
  '{} streams are open already.': '{} Datenströme sind schon offen.',
  'The lab is not running.': 'Das Labor läuft nicht.',
  'The lab is closing.': 'Das Labor schließt gerade.',
  'not valid': 'nicht gültig',

  'Nothing is left to undo.': 'Es gibt nichts mehr zurückzunehmen.',
  'Nothing is left to redo.': 'Es gibt nichts mehr zu wiederholen.',
  'The lab never had a version {}.': 'Eine Version {} hatte das Labor nie.',
  'The lab is not valid.': 'Das Labor ist nicht gültig.',
  '{} (and {} more)': '{} (und {} weitere)',
  'The lab is of format {}; this Headwaiter knows formats up to {}.':
    'Das Labor hat Format {}; dieses Headwaiter kennt Formate bis {}.',
  '{} is not YAML: {}': '{} ist kein YAML: {}',

  'The journal ends at {}; there is no {}.': 'Das Journal endet bei {}; {} gibt es nicht.',
  'The lab file is closed.': 'Die Labordatei ist geschlossen.',
  "The journal's thread broke down: {}": 'Der Thread des Journals ist ausgefallen: {}',
  'Another program has {} open.': 'Ein anderes Programm hat {} offen.',
  '{} is open, or was not closed.': '{} ist offen oder wurde nicht geschlossen.',
  '{} is of version {}; this Headwaiter knows versions up to {}.':
    '{} hat Version {}; dieses Headwaiter kennt Versionen bis {}.',
  'Version {} of the lab document is not as it was written: the disk has changed it.':
    'Version {} des Labordokuments ist nicht, wie sie geschrieben wurde: die Platte hat sie verändert.',
  '{} is a folder, not a lab file.': '{} ist ein Ordner, keine Labordatei.',
  '{} is not a lab file.': '{} ist keine Labordatei.',
  'The file {} has other bytes.': 'Die Datei {} hat andere Bytes.',
  'its tables are not those of a lab.': 'Ihre Tabellen sind nicht die eines Labors.',
  'fact {} ({}) is not one this Headwaiter knows.':
    'Tatsache {} ({}) ist diesem Headwaiter unbekannt.',
  'not everything in {} is as it was written.': 'In {} ist nicht alles, wie es geschrieben wurde.',
  'fact {} is out of place.': 'Tatsache {} steht an falscher Stelle.',
  'the lease of {} is not one.': 'Die Lease von {} ist ungültig.',
  'it holds no lab document.': 'Sie enthält kein Labordokument.',
  'A recording cannot be changed.': 'Eine Aufzeichnung lässt sich nicht ändern.',
  'No fault is in force in a recording.': 'In einer Aufzeichnung wirkt keine Störung.',
  'The capture file breaks off or is damaged at byte {}.':
    'Der Mitschnitt bricht bei Byte {} ab oder ist dort beschädigt.',

  'The fault is not right at {}: {}.': 'Die Störung stimmt bei {} nicht: {}.',
  'The fault plan is not right: {}': 'Der Störungsplan stimmt nicht: {}',
  'The fault plan is not right at {}: {}': 'Der Störungsplan stimmt bei {} nicht: {}',
  'A fault {} is in force already.': 'Eine Störung {} wirkt bereits.',
  'No fault is in force.': 'Keine Störung wirkt.',
  'No fault {} is in force.': 'Eine Störung {} wirkt nicht.',
  '{} has no message {}: it has {}': '{} hat keine Nachricht {}, sondern {}',
  '{} does nothing to {}: {} do': '{} bewirkt nichts bei {}, wohl aber: {}',
  '{} is what a host asks and goes through as it is; rewrite meets {}':
    '{} ist eine Frage des Hosts und geht durch, wie sie ist; rewrite trifft {}',
  'rewrite takes nextServer, bootFile or both': 'rewrite braucht nextServer, bootFile oder beides',
  'lower-case letters, digits and hyphens': 'Kleinbuchstaben, Ziffern und Bindestriche',
  'printable ASCII alone': 'nur druckbares ASCII',
  'Refused by a fault': 'Von einer Störung abgelehnt',

  'a MAC address in lower case with colons': 'eine MAC-Adresse klein und mit Doppelpunkten',
  'a SHA-256 digest in lower-case hex': 'eine SHA-256-Prüfsumme in kleinen Hexziffern',
  'a host id: lower-case letters, digits, dots and hyphens':
    'eine Host-Kennung: Kleinbuchstaben, Ziffern, Punkte und Bindestriche',
  'lower-case letters and digits': 'Kleinbuchstaben und Ziffern',
  'a SHA-512 hash like $6$salt$...': 'ein SHA-512-Hash wie $6$salt$...',
  'an address like http://10.0.0.9:5100': 'eine Adresse wie http://10.0.0.9:5100',
  'letters, digits, dot, hyphen, underscore': 'Buchstaben, Ziffern, Punkt, Binde- und Unterstrich',
  'uuid=<lower-case hex> or mac=aa:bb:cc:dd:ee:ff':
    'uuid=<kleine Hexziffern> oder mac=aa:bb:cc:dd:ee:ff',
  'A relative path with plain names, divided by /.':
    'Ein relativer Pfad aus einfachen Namen, durch / getrennt.',

  'Now: nothing.': 'Jetzt: nichts.',
  'Now: its network boot fails.': 'Jetzt: Sein Netz-Boot scheitert.',
  'Now: it hangs in the middle of its image, until somebody reboots it.':
    'Jetzt: Er hängt mitten im Image, bis ihn jemand neu startet.',
  'Now: it runs on; vCenter no longer sees it.':
    'Jetzt: Er läuft weiter; vCenter sieht ihn nicht mehr.',
  'Now: it boots, gets no certificate, and reboots again and again until vCenter is back.':
    'Jetzt: Er startet, bekommt kein Zertifikat und startet immer wieder neu, bis vCenter zurück ist.',
  'Now: it boots, gets no certificate, and reboots.':
    'Jetzt: Er startet, bekommt kein Zertifikat und startet neu.',
  'Now: it boots and waits for vCenter in maintenance mode.':
    'Jetzt: Er startet und wartet im Wartungsmodus auf vCenter.',
  'Next boot: {} over the network {}.': 'Nächster Start: {} über das Netz, {}.',
  'Next boot: {} from its cache {}.': 'Nächster Start: {} aus seinem Cache, {}.',
  'Next boot: {} from its cache, which is not the image it should have, {}.':
    'Nächster Start: {} aus seinem Cache, was nicht das Image ist, das er haben sollte, {}.',
  'Next boot: {}, which is installed on its disk, {}.':
    'Nächster Start: {}, das auf seiner Platte installiert ist, {}.',
  'and joins vCenter by itself': 'und er kommt von selbst in vCenter',
  'and reboots again and again until it gets its first certificate':
    'und er startet immer wieder neu, bis er sein erstes Zertifikat bekommt',
  'and joins vCenter once that is back': 'und er kommt in vCenter, sobald das zurück ist',
  'and waits for an administrator to reconnect it':
    'und er wartet, bis ein Administrator ihn neu verbindet',
  'and cannot be reached by vCenter': 'und vCenter erreicht ihn nicht',
  'Next boot: the no-image screen, again and again, until a rule gives it an image.':
    'Nächster Start: die Anzeige „kein Image“, immer wieder, bis eine Regel ihm ein Image gibt.',
  'Next boot: none; its disks are unplugged.':
    'Nächster Start: keiner; seine Platten sind ausgesteckt.',
  'Next boot: none; the disk with its image is not in its boot order.':
    'Nächster Start: keiner; die Platte mit seinem Image ist nicht in seiner Boot-Reihenfolge.',
  'Next boot: none; nothing on its disk can be booted.':
    'Nächster Start: keiner; auf seiner Platte ist nichts, das starten kann.',
}
