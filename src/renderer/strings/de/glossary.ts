import type { Term } from '../en/glossary.ts'
import type { Strings } from '../index.tsx'

export const glossary: Readonly<Record<keyof Strings['glossary'], Term>> = {
  autoDeploy: {
    term: 'Auto Deploy',
    text: 'Der Teil von vSphere, der Hosts über das Netz startet: eine Regel-Engine, die entscheidet, und ein Webserver, der Waiter, der sendet.',
  },
  rules: {
    term: 'Regel-Engine',
    text: 'Entscheidet nach den Attributen, die ein Host sendet, welches Image, Hostprofil und welchen Ort er bekommt. Ein Host, den vCenter kennt, behält, was für ihn gespeichert ist.',
  },
  waiter: {
    term: 'Waiter',
    text: 'Der Webserver von Auto Deploy. iPXE holt dort ein Skript, das Image des Hosts und dessen Dateien. In vSphere per HTTPS an Port 6501, verwaltet an 6502; in diesem Labor per HTTP.',
  },
  dhcp: {
    term: 'DHCP',
    text: 'Gibt einem Rechner seine Adresse und sagt der Firmware, wo ein Boot-Loader liegt: DISCOVER, OFFER, REQUEST, ACK.',
  },
  tftp: {
    term: 'TFTP',
    text: 'Die einfache Dateiübertragung, die Firmware selbst beherrscht. Hier sendet sie den Boot-Loader und das erste Skript von iPXE.',
  },
  pxe: {
    term: 'PXE',
    text: 'Was Firmware tut, um über das Netz zu starten: DHCP für Adresse und Dateinamen, TFTP für die Datei.',
  },
  ipxe: {
    term: 'iPXE',
    text: 'Ein Boot-Loader, der HTTP spricht und Skripte ausführt. Firmware lädt ihn per TFTP; den Rest macht er.',
  },
  tramp: {
    term: 'tramp',
    text: 'Das kleine Skript, das TFTP an iPXE sendet: der eine Ort, an dem die Adresse des Waiters steht. Der Waiter hat unter demselben Namen das nächste Skript.',
  },
  imageProfile: {
    term: 'Image-Profil',
    text: 'Was ein Host ausführt: in vSphere eine benannte Menge von VIBs, beim Start ein Kernel und seine Module. Hier wird jede Datei über ihre SHA-256-Prüfsumme gehalten.',
  },
  hostProfile: {
    term: 'Hostprofil',
    text: 'Die Einstellungen, die vCenter nach dem Start auf einen Host anwendet und prüft.',
  },
  stateless: {
    term: 'Stateless',
    text: 'Der Host läuft aus dem Arbeitsspeicher und bekommt Image und Einstellungen bei jedem Start neu.',
  },
  caching: {
    term: 'Stateless Caching',
    text: 'Stateless, mit einer Kopie des Images auf einer Platte; bei VMware auch statusfreies Caching. Firmware startet die Kopie, wenn der Netz-Boot scheitert. Ein Rückfall, keine Installation.',
  },
  stateful: {
    term: 'Stateful Install',
    text: 'Das Image wird einmal auf einer Platte installiert; bei VMware auch statusorientierte Installation. Danach startet der Host allein und gehört nicht mehr zu Auto Deploy.',
  },
  bootOrder: {
    term: 'Boot-Reihenfolge',
    text: 'Die Geräte, die Firmware der Reihe nach versucht. Nur erst Netz, dann Platte ergibt einen Rückfall.',
  },
  vcenter: {
    term: 'vCenter',
    text: 'Verwaltet die Hosts: fügt sie hinzu, verbindet sie, wendet Hostprofile an, platziert virtuelle Maschinen.',
  },
  compliance: {
    term: 'Konformität',
    text: 'Ob ein Host so ist, wie sein Hostprofil es will. Ein aus dem Cache gestarteter Host kann es nicht sein.',
  },
  remediation: {
    term: 'Standardisierung',
    text: 'Das Hostprofil nochmals anwenden, hier auf den laufenden Host. Das Kennzeichen eines Starts aus dem Cache löscht das nicht; ein Neustart über das Netz löscht es.',
  },
  maintenance: {
    term: 'Wartungsmodus',
    text: 'Der Host nimmt keine virtuellen Maschinen an. Ein Administrator versetzt ihn hinein; vCenter auch, bis ein Stateless-Host sein Profil bekommen hat.',
  },
  ruleSet: {
    term: 'Regelsatz',
    text: 'Eine geordnete Liste von Regeln. Der Arbeitssatz wird bearbeitet; der aktive Satz entscheidet.',
  },
  rule: {
    term: 'Regel',
    text: 'Muster und Elemente. Ein Rechner, der alle Muster erfüllt, bekommt die Elemente; je Art zählt die erste passende Regel des Satzes.',
  },
  association: {
    term: 'Zuordnung',
    text: 'Image, Hostprofil und Ort, die in vCenter für einen Host gespeichert sind. Regeln, die sich später ändern, erreichen ihn erst, wenn seine Konformität mit dem Regelsatz repariert wird.',
  },
  ruleCompliance: {
    term: 'Konformität mit dem Regelsatz',
    text: 'Ob das für einen Host Gespeicherte das ist, was die aktiven Regeln ihm gäben. Reparieren speichert das; ein Ort wirkt sofort, der Rest beim nächsten Start.',
  },
  customization: {
    term: 'Hostanpassung',
    text: 'Was ein Hostprofil von jedem Host einzeln wissen will, etwa seine Adresse; früher Antwortdatei genannt. Ohne sie bleibt der Host im Wartungsmodus.',
  },
  referenceHost: {
    term: 'Referenzhost',
    text: 'Ein von Hand eingerichteter Host, dessen Einstellungen zu einem Hostprofil werden.',
  },
  flag: {
    term: 'Aus dem Stateless-Cache gestartet',
    text: 'Das Kennzeichen von vCenter für einen Host, der aus der Kopie auf seiner Platte kam (bootedFromStatelessCache). Nur ein Start über das Netz löscht es.',
  },
  mboot: {
    term: 'mboot',
    text: 'Der Boot-Loader von VMware: liest boot.cfg, lädt Kernel und Module, startet sie. Scheitert er, so hängt er, wenn boot.cfg oder seine Befehlszeile nichts anderes sagt: Die Firmware kommt nicht wieder an die Reihe.',
  },
  bootFile: {
    term: 'Boot-Datei',
    text: 'Das Programm, dessen Namen das DHCP-Angebot nennt (Option 67) und das die Firmware per TFTP lädt; in Meldungen von UEFI NBP.',
  },
  proxyDhcp: {
    term: 'proxyDHCP',
    text: 'Ein Server neben dem DHCP-Server, der nur sagt, von wo gestartet wird, und keine Adressen vergibt.',
  },
  depot: {
    term: 'Depot',
    text: 'Eine Quelle von Image-Profilen und VIBs: eine Adresse oder eine Zip-Datei (Offline-Bundle).',
  },
  vib: {
    term: 'VIB',
    text: 'Ein Paket mit Software für ESXi: Dateien, eine Beschreibung und eine Signatur.',
  },
  acceptanceLevel: {
    term: 'Akzeptanzebene',
    text: 'Wie weit für ein VIB oder ein Image-Profil gebürgt wird: VMwareCertified, VMwareAccepted, PartnerSupported, CommunitySupported.',
  },
  scriptBundle: {
    term: 'Skriptpaket',
    text: 'Skripte, die eine Regel an Hosts gibt; diese führen sie nach ihrem Start aus. In vSphere sind sie für die Shell von ESXi; hier haben sie fünf Befehle.',
  },
  managedCluster: {
    term: 'Von einem Image verwalteter Cluster',
    text: 'Ein Cluster von vSphere Lifecycle Manager mit einem Image für alle seine Hosts. Eine Regel, die ihn nennt, gibt weder Image noch Hostprofil; seine Hosts brauchen ESXi 8.0 und eine Platte und werden stateful.',
  },
  proxy: {
    term: 'Reverse-Proxy',
    text: 'Ein Webserver, der Dateien von Images näher bei den Hosts hält. Sie wechseln sich ab und gehen zu Auto Deploy selbst, wenn alle versagen: Er spart Zeit, keinen Start.',
  },
  dumpCollector: {
    term: 'Dump-Sammler',
    text: 'Nimmt den Absturzbericht eines Hosts ohne Platte: UDP-Port 6500, unverschlüsselt. Er muss vor dem Absturz eingestellt sein. Dieses Labor setzt die Option und nimmt keine Berichte an.',
  },
  authority: {
    term: 'Zertifizierungsstelle',
    text: 'Der Teil von vCenter, der die Zertifikate der Hosts signiert. Ein Stateless-Host braucht sie beim ersten Start; Auto Deploy bewahrt das Zertifikat für spätere auf.',
  },
  plug: {
    term: 'Stecker',
    text: 'Jede Komponente hat hier einen. Ist er gezogen, sind ihre Sockets wirklich geschlossen, und was lief, ist abgebrochen.',
  },
  proof: {
    term: 'Funktionsnachweis',
    text: 'Nach dem Einstecken benutzt ein Client, der nichts vom Code der Komponente enthält, sie einmal.',
  },
  fault: {
    term: 'Störung',
    text: 'Trifft einzelne Nachrichten einer Komponente: verwirft, verzögert, verdirbt oder hält sie.',
  },
  fact: {
    term: 'Tatsache',
    text: 'Etwas, das geschah, mit Nummer und Zeit. Alles auf diesem Bildschirm besteht aus Tatsachen.',
  },
}
