import type { ErrorCode } from '../../../shared/base/index.ts'

/** What to do when an error appears, in German; `errorCodes` has the English. */
export const remedies: Readonly<Record<ErrorCode, string>> = {
  'lab.unexpected':
    'Das ist ein Fehler von Headwaiter. Mit der Datei melden, die die Seite Einstellungen erstellt oder `npm start -- diagnostics DATEI.zip`.',
  'lab.not-found': 'Den Namen prüfen, und ob es das gemeinte Labor ist.',
  'lab.disk-full': 'Auf der Platte Platz schaffen, dann noch einmal versuchen.',
  'lab.file-refused':
    'Prüfen, ob Datei und Ordner beschreibbar sind (die eines Labors, das mit sudo lief, sind es nicht), und ob die Platte in Ordnung ist.',
  'lab.out-of-place':
    'Wegräumen, was die Meldung nennt: eine Datei steht, wo das Labor einen Ordner hat, oder ein Ordner anstelle einer Datei.',
  'lab.too-many-files':
    'Dem Programm mehr offene Dateien erlauben (`ulimit -n`) oder schließen, was Verbindungen zu ihm hält; dann noch einmal versuchen.',
  'lab.folder-unusable': 'Einen Ordner angeben, der beschreibbar ist oder noch nicht da ist.',

  'document.unreadable': 'Pfad prüfen, und ob die Datei ein lesbarer YAML-Text ist.',
  'document.invalid': 'Das genannte Feld korrigieren; das Labor blieb, wie es war.',
  'document.newer': 'Mit einem neueren Headwaiter öffnen.',
  'document.name-taken': 'Einen anderen Namen wählen, oder erst entfernen, was ihn trägt.',
  'document.in-use': 'Erst aus den Regeln nehmen, die es nennen.',
  'document.bad-script':
    'Die genannte Zeile korrigieren; docs/script-bundles.md nennt die Befehle.',
  'document.nothing-to-undo': 'Es gibt keine frühere Version dieses Labors.',
  'document.nothing-to-redo': 'Es gibt keine spätere Version dieses Labors.',

  'journal.not-a-lab':
    'Eine Labordatei (.lab) von Headwaiter wählen; diese Datei blieb unverändert.',
  'journal.newer': 'Mit einem neueren Headwaiter öffnen; diese Datei blieb unverändert.',
  'journal.unreadable': 'Pfad, Rechte und Platte prüfen; die Datei aus einer Kopie holen.',
  'journal.in-use': 'Das andere Headwaiter schließen, das dieses Labor offen hat.',
  'journal.write-failed':
    'Prüfen, ob die Platte da, beschreibbar und nicht voll ist; dann noch einmal versuchen oder den Stecker dessen wieder einstecken, was anhielt.',
  'journal.no-such-place': 'Das Journal von vorn lesen; es ist nicht mehr dasselbe.',
  'journal.exists': 'Einen anderen Ort wählen; über ein Labor wird nie geschrieben.',
  'journal.damaged': 'Die Datei neu anfordern; diese ist nicht heil.',
  'journal.recording': 'Das ist eine Aufzeichnung: ansehen, oder ihr Labor öffnen, um zu ändern.',
  'journal.closed': 'Das Labor schließt gerade; neu öffnen.',

  'api.bad-request': 'Das genannte Feld korrigieren.',
  'api.connection-lost': 'Auf die Verbindung warten, oder das Labor neu starten.',
  'api.too-many-streams':
    'Einen Datenstrom beenden, der nicht mehr gelesen wird, oder eine weitere Verbindung öffnen.',
  'api.looking-on': 'Fragen, wer das Labor bedient; dieser Bildschirm sieht zu.',

  'classroom.open': 'Erst schließen; ein neuer bekommt einen neuen Code.',

  'net.port-in-use':
    'Das Programm beenden, das den Port hält, oder es benutzen, wenn es ein anderes Labor ist. Das Loopback-Labor darf einen anderen Port oder ein anderes Subnetz haben; in einem echten Netz fragen Rechner an diesem Port.',
  'net.port-denied':
    'Ports unter 1024 brauchen ein Recht. `doctor` zeigt die eine Einstellung, die sie öffnet.',
  'net.no-such-interface': 'Die Schnittstellen mit `doctor` auflisten und einen der Namen angeben.',
  'net.interface-not-ready':
    'Sie einstecken oder ihr eine Adresse geben: `doctor` zeigt den Befehl für jede Schnittstelle.',
  'net.interface-locked': 'Eine Schnittstelle wählen, die nicht ins eigene Netz führt.',
  'net.not-confirmed':
    'Bestätigen, dass es das eigene Netz ist: den Namen der Schnittstelle eintippen, oder --yes-this-network-is-mine angeben.',
  'net.router-invalid':
    'Eine Adresse des Subnetzes der Schnittstelle angeben, die nicht ihre eigene ist.',
  'net.pool-invalid': 'Zwei Adressen des Subnetzes der Schnittstelle angeben, die kleinere zuerst.',
  'net.no-room':
    'Einen anderen Pool angeben, oder der Schnittstelle eine Adresse eines größeren Netzes geben, etwa 10.20.0.1/24.',
  'net.not-serving':
    'Erst die Schnittstelle bedienen, an der der Rechner hängt: die Seite Netz, oder der Befehl `serve`.',
  'net.only-observed':
    'In einer anderen Betriebsart bedienen: Wo nur zugehört wird, wird nichts gesendet.',
  'net.already-serving': 'Dort erst beenden.',
  'net.serving-ended': 'Neu bedienen, wenn alles bereit ist.',
  'net.address-absent': 'Der Schnittstelle diese Adresse geben, oder eine nehmen, die sie hat.',
  'net.interface-changed':
    'Den Stecker wieder einstecken: er folgt der Schnittstelle. Eine, die weg ist, muss erst wiederkommen.',
  'net.not-loopback': 'Das Loopback-Labor nimmt nur Adressen in 127.0.0.0/8.',
  'net.setting-refused': 'Den genannten Befehl selbst ausführen, als Administrator.',
  'net.native-call':
    'Das System lehnte eine Socket-Einstellung ab. Die Ursache ansehen und `doctor` ausführen.',

  'dhcp.too-short':
    'Beantwortet wurde nichts, und zu tun ist nichts. Wartet ein Host darauf: nachsehen, was seine Pakete kürzt, seine Karte oder ein Gerät unterwegs.',
  'dhcp.no-cookie':
    'Beantwortet wurde nichts, und zu tun ist nichts: es ist BOOTP oder ein anderes Programm am Port von DHCP. Ein Host, der nur BOOTP kann, wird nicht bedient.',
  'dhcp.bad-field':
    'Beantwortet wurde nichts. Die Karte ansehen, die es sendete: vielleicht hat sie ihre MAC-Adresse verloren, oder ihre Firmware ist fehlerhaft.',
  'dhcp.option-truncated':
    'Eine Option reicht über das Ende ihres Feldes hinaus. Was davor steht, wird benutzt, wenn es genug sagt.',
  'dhcp.bad-option':
    'Die Firmware aktualisieren, die sie sendete; wo der Wert entbehrlich ist, startet der Host ohne ihn.',
  'dhcp.too-long': 'Für dieses Netz weniger oder kürzere Optionen setzen (`network.dhcp.options`).',
  'dhcp.no-answer':
    'Die neuesten Tatsachen von DHCP im Journal und den Pool ansehen; dann den Stecker neu einstecken.',
  'dhcp.foreign-server':
    'Zuerst nachsehen, ob das Kabel im richtigen Netz steckt. Wenn ja, den anderen Server abschalten, oder den Proxy-Betrieb nehmen.',

  'plug.already-out': 'Schon ausgesteckt. Erst wieder einstecken.',
  'plug.not-out': 'Eingesteckt; es gibt nichts wiederherzustellen.',
  'plug.not-healed':
    'Beheben, was die Meldung nennt, dann den Stecker neu einstecken: die Prüfung läuft dann noch einmal.',

  'hosts.not-simulated':
    'Nur ein simulierter Host hat hier seinen Schalter. Den Schalter des Rechners selbst nehmen.',
  'hosts.no-disk-next':
    'Die Platte in seiner Boot-Reihenfolge hinter das Netz stellen, oder ein Image-Profil wählen.',
  'hosts.wake-simulated': 'Ihn einschalten; geweckt werden nur physische Hosts.',
  'hosts.wake-no-card': 'Dem Host die MAC-Adresse seiner Karte geben.',
  'hosts.wake-not-sent':
    'Nachsehen, ob die Schnittstelle an ist und ihr Kabel steckt; dann neu wecken.',
  'hosts.wake-dhcp-stopped':
    'Beheben, was die Meldung nennt, und DHCP wieder einstecken: Wer vorher geweckt wird, startet, was ein anderer ihm gibt.',
  'hosts.powered-on': 'Den Host erst ausschalten; dann ändern oder entfernen.',
  'hosts.name-taken': 'Einen anderen Namen wählen, oder den Host entfernen, der diesen hat.',
  'hosts.name-unnumbered': 'Dem ersten einen Namen mit einer Nummer am Ende geben, wie esx-21.',
  'hosts.mac-taken': 'Der Karte eine MAC-Adresse geben, die keine andere Karte hat.',
  'hosts.address-taken': 'Eine Adresse wählen, die für keinen anderen Host reserviert ist.',
  'hosts.table-invalid': 'Korrigieren, was die Meldung nennt. Geändert wurde nichts.',
  'hosts.too-many': 'Weniger Hosts verlangen, oder erst einige entfernen.',
  'hosts.unknown-kind': 'Eine von denen wählen, die die Meldung aufzählt.',
  'hosts.vendor-invalid': 'Das genannte Feld korrigieren, oder die Datei wegnehmen.',
  'hosts.storm-running': 'Warten, bis er sich gelegt hat, oder ihn beenden.',
  'hosts.storm-empty': 'Simulierte Hosts dieses Labors nennen.',
  'hosts.thread-lost': 'Die simulierten Hosts verloren ihren Strom. Neu einschalten.',

  'vcenter.unreachable':
    'vCenter ist ausgesteckt oder nicht gestartet. Erst seinen Stecker einstecken.',
  'vcenter.login-refused': 'Benutzer und Passwort prüfen.',
  'vcenter.bad-reply': 'Prüfen, ob die Adresse die eines vCenter ab Version 7.0 ist.',
  'vcenter.unknown-host': 'vCenter kennt diesen Host nicht. Einmal über das Netz starten.',
  'vcenter.host-unreachable':
    'Der Host antwortete vCenter nicht. Seine Konsole und sein Netz ansehen.',
  'vcenter.not-connected': 'Den Host erst wieder verbinden.',
  'vcenter.placement-refused':
    'Beheben, was die Meldung nennt; die virtuelle Maschine bleibt, wo sie ist.',
  'vcenter.authority-unusable':
    'Den Ordner der Zertifizierungsstelle löschen; eine neue entsteht, und Hosts bekommen neue Zertifikate.',
  'vcenter.certificate-refused':
    'Den Host über das Netz neu starten: Auto Deploy gibt ihm ein Zertifikat dieses vCenter.',
  'vcenter.bad-request': 'Die Anfrage korrigieren; vCenter änderte nichts.',

  'lesson.unknown': 'Einen der Namen angeben, die `lesson list` zeigt.',
  'lesson.invalid': 'Das genannte Feld korrigieren; die Lektion wurde nicht geladen.',
  'lesson.running': 'Erst die laufende Lektion beenden.',
  'lesson.not-asked':
    'Antworten, wenn die Lektion fragt, mit einer der Antworten, die sie anbietet.',
  'lesson.not-here': 'Diese Lektion in einem Labor durchführen, das den genannten Teil hat.',
  'lesson.not-refused':
    'Die Tatsachen dieses Schritts ansehen: das Labor tat, was es nach der Lektion ablehnen soll.',
  'lesson.cast': 'Simulierte Hosts hinzufügen: auf der Seite Hosts oder mit `hosts add`.',

  'image.bootcfg-invalid': 'boot.cfg in der genannten Zeile korrigieren.',
  'image.no-boot-config':
    'Den Ordner wählen, in dem eine boot.cfg mit Kernel und Modulen liegt, ein Installations-ISO oder ein Offline-Bundle.',
  'image.missing-module': 'Die Datei in den Ordner legen, oder ihren Namen aus boot.cfg nehmen.',
  'image.not-written': 'Pfad, Rechte und den Platz auf der Platte prüfen.',
  'image.unreadable': 'Pfad prüfen, und ob die Datei gelesen werden darf.',
  'image.blob-missing': 'Das Image neu importieren; der Speicher hat diese Datei nicht.',
  'image.blob-corrupt':
    'Die gespeicherte Datei wurde verändert. Das Image neu importieren; der Speicher ersetzt sie dann.',
  'image.truncated': 'Die Datei ist kürzer, als sie sagt. Neu holen.',
  'image.iso-invalid': 'Prüfen, ob die Datei ein Installations-ISO ist, und sie neu holen.',
  'image.ar-invalid': 'Das Paket ist beschädigt. Das Depot neu holen.',
  'image.zip-invalid': 'Prüfen, ob die Datei ein Zip-Archiv ist, und sie neu holen.',
  'image.zip-bomb': 'Dieses Archiv nicht verwenden: es wurde gemacht, um Platten zu füllen.',
  'image.xml-invalid': 'Die Beschreibung im Depot ist beschädigt. Das Depot neu holen.',
  'image.depot-invalid': 'Prüfen, ob die Datei ein Offline-Bundle ist, und sie neu holen.',
  'image.payload-invalid': 'Den Host neu starten: der Waiter macht die Nutzdaten neu.',
  'image.checksum-mismatch':
    'Die Datei ist nicht die, die ihr Depot beschreibt. Das Depot neu holen.',
  'image.package-unknown': 'Die Pakete auflisten und einen der Namen angeben.',
  'image.package-refused':
    'Erst hinzufügen, was fehlt, oder eine andere Version oder Akzeptanzebene wählen.',
  'image.profile-unknown': 'Die Image-Profile auflisten und einen der Namen angeben.',
  'image.no-kernel': 'Das Paket hinzufügen, das den Kernel bringt (esx-base).',
  'image.profile-invalid': 'Korrigieren, was die Meldung nennt, oder einen kürzeren Namen geben.',
  'image.in-use': 'Erst aus dem nehmen, was die Meldung nennt.',
  'image.profile-ambiguous': 'Sagen, welches Depot gemeint ist.',
  'image.no-packages':
    'Das Image aus einem Depot zusammenstellen: nur solche lassen sich paketweise bearbeiten.',
  'image.cancelled': 'Denselben Import neu beginnen: er geht weiter, wo er aufhörte.',
  'image.exists': 'Einen Namen wählen, den es noch nicht gibt; nichts wird überschrieben.',
  'image.no-loader': 'Ein Archiv mit iPXE oder einem anderen Boot-Loader wählen.',
  'image.recipe-invalid': 'Das genannte Feld korrigieren.',
  'image.upload-lost': 'Die Dateien noch einmal auf das Fenster ziehen.',
  'image.disk-full': 'Auf der Platte des Image-Speichers Platz schaffen, dann neu versuchen.',
  'image.name-invalid': 'In Dateinamen eines Images Buchstaben, Ziffern und . _ + - verwenden.',

  'waiter.bad-request':
    'Korrigieren, was die Meldung nennt; der Waiter nimmt einfache HTTP-Anfragen an.',
  'waiter.bad-attributes': 'Mindestens eine MAC-Adresse senden, wie iPXE es tut.',
  'waiter.http-version': 'In HTTP/1.1 oder HTTP/1.0 fragen.',
  'waiter.not-found': 'Pfad prüfen; docs/protocol.md nennt alle.',
  'waiter.method-not-allowed': 'Die Methode nehmen, die docs/protocol.md für diesen Pfad nennt.',
  'waiter.unknown-host': 'Der Host muss sich erst registrieren: über das Netz starten.',
  'waiter.busy':
    'Nichts zu tun: der Client kommt von selbst wieder. Hosts in kleineren Gruppen starten.',
  'waiter.overloaded':
    'Hosts in kleineren Gruppen starten, oder mehr Starts zugleich erlauben (`network.waiter.boots`).',
  'waiter.tls-unusable':
    'Den Ordner der Zertifizierungsstelle des Labors löschen; eine neue entsteht.',
  'waiter.bad-certificate':
    'Ein gültiges Zertifikat und den Schlüssel dazu angeben, beide als PEM.',
  'waiter.certificates-unusable':
    'Die Datei aus einer Kopie wiederherstellen, oder sie wegräumen und den Hosts ihre eigenen Zertifikate neu geben.',
  'waiter.no-certificate':
    'Die Zertifizierungsstelle von vCenter antwortete nicht. vCenter einstecken; der Host versucht es beim nächsten Start wieder.',
  'waiter.rules-unreachable':
    'Die Regel-Engine antwortete nicht. Ihren Stecker einstecken; der Host versucht es beim nächsten Start wieder.',

  'capture.unreadable': 'Eine pcap- oder pcapng-Datei angeben, die zu Ende geschrieben wurde.',
  'capture.unknown':
    'Eine pcap- oder pcapng-Datei angeben, mit gzip gepackt oder nicht, oder ein Paket als Bytes oder hexadezimal: DHCP, TFTP, ein Heartbeat oder ein HTTP-Kopf, mit Rahmen oder ohne.',

  'tftp.malformed':
    'Nachsehen, wer es sendet: ab dem genannten Byte ist das Paket kein TFTP. Getan wurde nichts.',
  'tftp.bad-name':
    'Den einfachen Namen eines Boot-Loaders angeben, wie ihn die Seite Images auflistet.',
  'tftp.unreadable': 'Prüfen, ob die Datei da ist und gelesen werden darf.',
  'tftp.timeout':
    'Prüfen, ob der TFTP-Server eingesteckt ist und Pakete in beiden Richtungen durchkommen.',
  'tftp.error-packet':
    'Tun, was die Worte des TFTP-Servers verlangen: meist heißt die Datei dort anders, oder sie darf nicht gelesen werden.',
  'tftp.no-port': 'Den Bereich der TFTP-Ports vergrößern, oder warten, bis eine Übertragung endet.',
  'tftp.too-large': 'Unter diesem Namen eine kleinere Datei anbieten.',

  'rules.pattern-unknown-attribute': 'Eines der genannten Attribute verwenden.',
  'rules.pattern-no-operator':
    'attribut==wert schreiben, oder attribut=wert,wert, in Anführungszeichen.',
  'rules.pattern-empty-value':
    'Einen Wert angeben; soll jeder Rechner passen, das Muster weglassen.',
  'rules.pattern-bad-value': 'Den Wert an der genannten Stelle korrigieren.',
  'rules.pattern-bad-range': 'Die kleinere Adresse zuerst schreiben: ipv4=10.0.0.10-10.0.0.20.',
  'rules.pattern-never-matches': 'Eines der Muster wegnehmen, oder seine Werte ändern.',
  'rules.two-of-a-type': 'Von jeder Art nur ein Element in einer Regel behalten.',
  'rules.cluster-image-mixed':
    'Ein Cluster, den ein Image verwaltet, gibt seinen Hosts Image und Einstellungen: die anderen Elemente herausnehmen.',
  'rules.cluster-image-too-old': 'Dem Cluster ein Image von ESXi 8.0 oder neuer geben.',
  'rules.no-cluster-image':
    'Einen Cluster nennen, den ein Image verwaltet, oder New-DeployRule verwenden.',
  'rules.unknown-item': 'Auflisten, was das Labor hat, und einen der Namen angeben.',
  'rules.in-a-set':
    'Die Regel erst aus den Regelsätzen nehmen, oder sie kopieren: Copy-DeployRule.',
  'rules.left-the-set':
    'Die geänderte Regel kopieren und die Kopie dem Satz hinzufügen, oder die Änderungen verwerfen.',
  'rules.unknown-rule': 'Die Regeln auflisten und einen der Namen angeben.',
  'rules.listed-twice': 'Jede Regel nur einmal in einem Regelsatz behalten.',
  'rules.name-taken': 'Einen anderen Namen für die Regel wählen.',
  'rules.not-loopback': 'Der Regel-Engine eine Loopback-Adresse geben.',
  'rules.bad-request': 'Die Anfrage korrigieren; nichts wurde entschieden.',

  'powercli.syntax': 'Die Zeile an der unterstrichenen Stelle korrigieren.',
  'powercli.not-in-this-console':
    'Mit den Cmdlets und Formen dieser Konsole schreiben: Get-Help about_Console.',
  'powercli.unknown-command': 'Die Befehle mit Get-Command auflisten.',
  'powercli.unknown-parameter': 'Get-Help nennt die Parameter dieses Cmdlets.',
  'powercli.missing-parameter':
    'Den genannten Parameter angeben; diese Konsole fragt nicht danach.',
  'powercli.bad-value': 'Den Wert an der unterstrichenen Stelle korrigieren.',
  'powercli.bad-argument': 'Get-Help sagt, was dieser Parameter annimmt.',
  'powercli.not-connected': 'Erst verbinden: Connect-VIServer.',
  'powercli.unreachable': 'Die Komponente wieder einstecken.',
  'powercli.not-found': 'Auflisten, was das Labor hat, und einen der Namen angeben.',
  'powercli.ambiguous-name':
    'Das Objekt selbst angeben, wie Get-Cluster und seinesgleichen es liefern.',
  'powercli.not-in-this-lab': 'Get-Help sagt, was dieses Cmdlet in einem Labor tut.',
  'powercli.script-error': 'Das meldete das Skript selbst.',
  'powercli.limit': 'Weniger auf einmal tun: diese Konsole beendet, was ohne Grenze wächst.',

  'fault.invalid': 'Das genannte Feld korrigieren; nichts wurde gesetzt.',
  'fault.exists': 'Erst die Störung dieser Kennung entfernen, oder dieser eine andere geben.',
  'fault.none': 'Erst eine Störung setzen.',
  'fault.unknown': 'Ansehen, welche Störungen wirken; sie ist vielleicht schon entfernt.',

  'cli.usage': 'Siehe `npm start -- BEFEHL --help`.',
  'cli.screen-not-built': 'Das Labor mit `npm start` öffnen: das baut den Bildschirm.',
  'cli.file-not-written': 'Pfad, Rechte und den Platz auf der Platte prüfen.',
  'cli.unreadable-file': 'Pfad prüfen; die Datei muss ein lesbarer Text sein.',
}
