import type { PhraseBook } from '../../phrases.ts'

/** Sentences of the waiter and of vCenter. */
export const waiter: PhraseBook = {
  '{} is not the list of certificates that Headwaiter wrote.':
    '{} ist nicht die Liste der Zertifikate, die Headwaiter geschrieben hat.',
  '{} has not registered here.': '{} hat sich hier nicht registriert.',
  'There is no MAC address (mac=).': 'Es fehlt die MAC-Adresse (mac=).',
  'mac={} is no MAC address.': 'mac={} ist keine MAC-Adresse.',
  '{} is too long.': '{} ist zu lang.',
  '{} is not percent-encoded text.': '{} ist kein prozentkodierter Text.',
  'Certificate and key are to be texts in PEM.': 'Zertifikat und Schlüssel müssen PEM-Texte sein.',
  'The key is not that of the certificate.': 'Der Schlüssel gehört nicht zum Zertifikat.',
  'The certificate ran out on {}.': 'Das Zertifikat lief am {} ab.',
  '{} has no certificate of its own.': '{} hat kein eigenes Zertifikat.',
  '{} and its key cannot be read.': '{} und der Schlüssel dazu lassen sich nicht lesen.',
  '{} files are on their way already.': '{} Dateien sind schon unterwegs.',
  'it answered {}': 'sie antwortete {}',
  'The rules engine gave no decision: {}.': 'Die Regel-Engine entschied nicht: {}.',
  'vCenter answered {}.': 'vCenter antwortete {}.',
  'vCenter did not answer: {}.': 'vCenter antwortete nicht: {}.',
  'The certificate authority gave {} no certificate: {}.':
    'Die Zertifizierungsstelle gab {} kein Zertifikat: {}.',
  'tramp is not an iPXE script': 'tramp ist kein iPXE-Skript',
  'GET /vmw/rbd/tramp: an iPXE script of {} bytes':
    'GET /vmw/rbd/tramp: ein iPXE-Skript von {} Bytes',
  '{} has the digest {}': '{} hat die Prüfsumme {}',
  'GET {}: {} bytes, SHA-256 {} as named': 'GET {}: {} Bytes, SHA-256 {} wie genannt',
  '{} did not answer: {}': '{} antwortete nicht: {}',
  'The waiter is not healed: {}.': 'Der Waiter funktioniert noch nicht: {}.',
  '{} host is loading an image already.': '{} Host lädt schon ein Image.',
  '{} hosts are loading an image already.': '{} Hosts laden schon ein Image.',
  'The report is not one: {}': 'Das ist kein gültiger Bericht: {}',
  'The report is too long.': 'Der Bericht ist zu lang.',
  'The report is not JSON.': 'Der Bericht ist kein JSON.',
  'There is no {} here.': '{} gibt es hier nicht.',
  'There are no boot loaders.': 'Es gibt keine Boot-Loader.',
  'A request names one host, not {}.': 'Eine Anfrage nennt einen Host, nicht {}.',
  'The Host field of the request is no host.': 'Das Feld Host der Anfrage ist kein Host.',
  'Too many requests at once on one connection.':
    'Zu viele Anfragen zugleich auf einer Verbindung.',
  '{} is not for {}.': '{} gilt nicht für {}.',
  'There is no loader {}.': 'Einen Boot-Loader {} gibt es nicht.',
  '{} has no {}.': '{} hat kein {}.',
  'The waiter is not running.': 'Der Waiter läuft nicht.',

  'Host booted from stateless cache.': 'Der Host wurde aus dem Stateless-Cache gestartet.',
  '{} answered at {}:{} in place of {}.': 'Auf {2}:{3} antwortete {1} anstelle von {4}.',
  '{} shows a certificate that this vCenter did not sign for it.':
    '{} zeigt ein Zertifikat, das dieses vCenter nicht für ihn signiert hat.',
  'vCenter has no address of {}.': 'vCenter hat keine Adresse von {}.',
  'Its customization is {}: {}': 'Seine Anpassung ist {}: {}',
  '{} did not come back.': '{} kam nicht zurück.',
  '{} came up over the network, not from what was installed.':
    '{} kam aus dem Netz, nicht aus dem, was installiert wurde.',
  "The host's agent at {}:{} did not answer: {}.":
    'Der Agent des Hosts auf {}:{} antwortete nicht: {}.',
  'the reply is too large': 'die Antwort ist zu groß',
  'its reply is malformed': 'seine Antwort ist fehlerhaft',
  'it took too long': 'es dauerte zu lange',
  '{} holds no certificate authority.': '{} enthält keine Zertifizierungsstelle.',
  'Log in by POST /api/session first.': 'Erst mit POST /api/session anmelden.',
  'Sessions know no such method.': 'Diese Methode gibt es bei Sitzungen nicht.',
  'Connect or disconnect.': 'Verbinden oder trennen.',
  'vCenter refused the login. {}': 'vCenter lehnte die Anmeldung ab. {}',
  '{} answered {}. {}': '{} antwortete {}. {}',
  'No {}. {}': '{} gibt es nicht. {}',
  '{} did not answer JSON.': '{} antwortete nicht mit JSON.',
  '{} does not answer.': '{} antwortet nicht.',
  '{} answered in another shape.': '{} antwortete in anderer Form.',
  'The host runs the image cached on its disk. It is not stateless until it boots over the network.':
    'Der Host läuft mit dem Image aus dem Cache seiner Platte. Stateless ist er erst nach einem Netz-Boot.',
  'The host profile {} is not applied to the host.':
    'Das Hostprofil {} ist auf den Host nicht angewendet.',
  'No host profile is attached.': 'Kein Hostprofil ist zugewiesen.',
  'vCenter is not connected to {}.': 'vCenter ist mit {} nicht verbunden.',
  '{} is in maintenance mode: {}': '{} ist im Wartungsmodus: {}',
  '{} is in no cluster.': '{} ist in keinem Cluster.',
  '{} has no virtual machine to place on {}.':
    '{} hat keine virtuelle Maschine, die auf {} laufen könnte.',
  'The body must be application/json.': 'Der Body muss application/json sein.',
  'The body is larger than {} bytes.': 'Der Body ist größer als {} Bytes.',
  'The address is malformed.': 'Die Adresse ist fehlerhaft.',
  'There is no {} {}.': '{} {} gibt es nicht.',
  'The host profile was not applied.': 'Das Hostprofil wurde nicht angewendet.',
  'The host booted and waits for its host profile.':
    'Der Host hat gebootet und wartet auf sein Hostprofil.',
  '{} still has virtual machines.': '{} hat noch virtuelle Maschinen.',
  '{} virtual machines of {} have no other host to go to.':
    'Für {} virtuelle Maschinen von {} gibt es keinen anderen Host.',
  'An administrator asked for it.': 'Ein Administrator wollte es so.',
  'POST {}/api/session: logged in': 'POST {}/api/session: angemeldet',
  'GET {}/api/vcenter/host: {} hosts, {} connected':
    'GET {}/api/vcenter/host: {} Hosts, {} verbunden',
  'session closed': 'Sitzung beendet',
  'The host is compliant.': 'Der Host ist konform.',
  'Remediation does not clear "booted from stateless cache": the host must boot over the network.':
    'Die Standardisierung behebt „booted from stateless cache“ nicht: Der Host muss vom Netz booten.',
  'The host is not compliant after remediation.':
    'Der Host ist nach der Standardisierung nicht konform.',
  'The datagram is not a heartbeat.': 'Das Datagramm ist kein Heartbeat.',
  'vCenter does not answer.': 'vCenter antwortet nicht.',
  'vCenter went away.': 'vCenter ist weg.',
}
