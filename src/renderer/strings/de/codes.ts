import type { Code } from '../en/codes.ts'

export const codes: Readonly<Record<string, Code>> = {
  'PXE-E05': {
    means:
      'UEFI: die Boot-Datei ist größer als angesagt. BIOS: der Speicher der Karte ist beschädigt.',
    look: 'UEFI: ob die Datei inzwischen geändert wurde. BIOS: die Karte.',
  },
  'PXE-E07': {
    means: 'UEFI: ein Fehler der Netzkarte. BIOS: ihm fehlen die PCI-Dienste.',
    look: 'Die Karte, ihre Firmware und ihr Treiber.',
  },
  'PXE-E09': {
    means:
      'UEFI: kein Speicher für die Boot-Datei. BIOS: der Treiber im ROM der Karte ließ sich nicht laden.',
    look: 'UEFI: die Größe der Boot-Datei. BIOS: die Firmware der Karte.',
  },
  'PXE-E11': { means: 'BIOS: keine ARP-Antwort vom Server.', look: 'Router und Netzmaske.' },
  'PXE-E12': { means: 'UEFI: keine Verbindung an der Netzkarte.', look: 'Kabel und Switch-Port.' },
  'PXE-E16': {
    means:
      'UEFI: kein brauchbares Angebot. OVMF meldet das, wenn es Angebote gab; andere Firmware auch, wenn keins kam.',
    look: 'Ob im Journal überhaupt ein Angebot steht; dann ob das Angebot eine Boot-Datei nennt, und ob es PXEClient sagt, obwohl auf Port 4011 niemand antwortet.',
  },
  'PXE-E18': {
    means:
      'UEFI: keine rechtzeitige Antwort. Von DHCP, solange der Rechner keine Adresse hat, danach von TFTP.',
    look: 'Ob DHCP läuft und dieses Netz hört; dann ob TFTP läuft, und die Adresse des Servers im Angebot.',
  },
  'PXE-E21': {
    means: 'UEFI: der Netz-Boot wurde abgebrochen.',
    look: 'Ob jemand eine Taste gedrückt hat.',
  },
  'PXE-E22': {
    means: 'UEFI: der Weg zum Server wurde per ICMP verweigert.',
    look: 'Router und Firewalls auf dem Weg zum Server im Angebot.',
  },
  'PXE-E23': {
    means: 'UEFI: der TFTP-Server antwortete mit einem Fehler.',
    look: 'Der Name der Boot-Datei im Angebot, und ob es sie gibt.',
  },
  'PXE-E32': {
    means: 'BIOS: TFTP antwortete nicht.',
    look: 'Ob TFTP läuft, und der Server im Angebot.',
  },
  'PXE-E35': {
    means: 'BIOS: TFTP begann und verstummte dann.',
    look: 'Ob TFTP mittendrin ausgesteckt wurde, und Verluste unterwegs.',
  },
  'PXE-E36': {
    means: 'BIOS: der TFTP-Server antwortete mit einem Fehler.',
    look: 'Die Zeile davor mit den Worten des Servers.',
  },
  'PXE-E38': {
    means: 'BIOS: die Anfrage an TFTP ließ sich nicht senden: ein Fehler der Netzkarte.',
    look: 'Die Karte, ihr Kabel und der Switch-Port.',
  },
  'PXE-E3B': {
    means: 'BIOS: TFTP hat diese Datei nicht.',
    look: 'Der Name der Boot-Datei im Angebot.',
  },
  'PXE-E3C': {
    means: 'BIOS: TFTP darf die Datei nicht lesen.',
    look: 'Die Rechte der Boot-Datei auf dem TFTP-Server.',
  },
  'PXE-E3F': {
    means: 'BIOS: ein TFTP-Paket von falscher Größe.',
    look: 'Die Blockgröße, und was unterwegs Pakete kürzt.',
  },
  'PXE-E51': { means: 'BIOS: gar kein Angebot.', look: 'Ob DHCP läuft und dieses Netz hört.' },
  'PXE-E52': {
    means: 'BIOS: ein Angebot von einem proxyDHCP-Server, aber keins mit einer Adresse.',
    look: 'Ob der DHCP-Server daneben läuft.',
  },
  'PXE-E53': {
    means: 'BIOS, selten UEFI: ein Angebot ohne Boot-Datei.',
    look: 'Die Startoptionen des DHCP-Servers.',
  },
  'PXE-E55': {
    means: 'BIOS: der proxyDHCP-Server antwortete auf Port 4011 nicht.',
    look: 'Ob der DHCP-Server in Option 60 PXEClient sagt, obwohl daneben kein PXE-Server läuft.',
  },
  'PXE-E61': { means: 'BIOS: keine Verbindung.', look: 'Kabel und Switch-Port.' },
  'PXE-E74': {
    means: 'BIOS: das Boot-Menü oder seine Aufforderung fehlt oder ist fehlerhaft.',
    look: 'Option 43 des Angebots.',
  },
  'PXE-E76': {
    means:
      'BIOS: die Adresse, an der Boot-Server per Multicast zu suchen sind, fehlt oder ist fehlerhaft.',
    look: 'Option 43 des Angebots.',
  },
  'PXE-E77': {
    means: 'BIOS: die Liste der Boot-Server fehlt oder ist fehlerhaft.',
    look: 'Option 43 des Angebots.',
  },
  'PXE-E78': {
    means: 'BIOS: keiner der Boot-Server antwortete.',
    look: 'Option 43 des Angebots, und ob diese Server laufen.',
  },
  'PXE-E79': {
    means: 'BIOS: die Boot-Datei ist zu groß für den Speicher eines Boot-Loaders.',
    look: 'Ob sie überhaupt ein Boot-Loader ist, und einer für BIOS.',
  },
  'PXE-E99': {
    means:
      'UEFI: ein Fehler, für den sie keine Worte hat; OVMF sagt das, wenn der TFTP-Port verweigert wird.',
    look: 'Ob TFTP auf dem Server im Angebot läuft, und Firewalls.',
  },
  'PXE-M0F': {
    means: 'BIOS: das Boot-ROM endet, die Firmware geht zum nächsten Boot-Gerät.',
    look: 'Die Zeile davor, die sagt, warum.',
  },
  'PXE-T01': {
    means: 'BIOS: die Worte des TFTP-Servers: er hat diese Datei nicht.',
    look: 'Der Name der Boot-Datei im Angebot.',
  },
  'ipxe.org/02': {
    means: 'iPXE: verweigert, vom Server oder weil iPXE seinem Zertifikat nicht traut.',
    look: 'Die Rechte der Datei und das Zertifikat des Servers.',
  },
  'ipxe.org/04': {
    means: 'iPXE: es bekam keine Adresse.',
    look: 'Ob DHCP läuft und dieses Netz hört, und ob der Switch-Port spät öffnet.',
  },
  'ipxe.org/0e': {
    means: 'iPXE: die Verbindung wurde abgelehnt.',
    look: 'Ob der Server auf diesem Port läuft.',
  },
  'ipxe.org/0f': {
    means: 'iPXE: die Gegenseite brach die Verbindung ab.',
    look: 'Ob der Server angehalten oder neu gestartet wurde.',
  },
  'ipxe.org/17': {
    means: 'iPXE: es führt kein Weg zu diesem Rechner.',
    look: 'Adressen, Maske und Router.',
  },
  'ipxe.org/1d': {
    means:
      'iPXE: der Server antwortete mit einem Fehler, etwa HTTP 503, oder seine Antwort brach ab.',
    look: 'Was der Server dazu sagt.',
  },
  'ipxe.org/28': {
    means: 'iPXE: das Netz ist nicht erreichbar.',
    look: 'Der Router, den DHCP nannte, und die Maske.',
  },
  'ipxe.org/2d': {
    means: 'iPXE: der Server hat diese Datei nicht.',
    look: 'Der Name oder die Adresse.',
  },
  'ipxe.org/2e': {
    means: 'iPXE: die Datei ist nichts, was es starten kann.',
    look: 'Ob sie für diese Art Rechner ist: BIOS oder UEFI, 32 oder 64 Bit.',
  },
  'ipxe.org/38': {
    means: 'iPXE: keine Verbindung an der Netzkarte.',
    look: 'Kabel und Switch-Port.',
  },
  'ipxe.org/3c': {
    means: 'iPXE: dieser Build kann das nicht, oder TFTP antwortete mit einem Fehler eigener Art.',
    look: 'Ob er mit dem gebaut ist, was das Skript verlangt, etwa HTTPS; was der TFTP-Server sagt.',
  },
  'ipxe.org/3e': {
    means: 'iPXE: es gibt kein Gerät oder keinen Rechner dieses Namens.',
    look: 'Der Name im Skript und der DNS-Server.',
  },
  'ipxe.org/41': {
    means: 'iPXE: nicht erlaubt: der Server verbietet es, oder TLS kam nicht zustande.',
    look: 'Die Rechte der Datei, das Zertifikat des Servers und die Uhr des Rechners.',
  },
  'ipxe.org/4c': {
    means: 'iPXE: es kam keine rechtzeitige Antwort.',
    look: 'Ob der Server läuft; Firewalls und Router unterwegs.',
  },
  'Fatal error: 10': {
    means: 'mboot: kein Platz im Speicher.',
    look: 'Wie viel Speicher der Rechner hat, und wie groß das Image ist.',
  },
  'Fatal error: 15': {
    means: 'mboot: der Server hat diese Datei nicht.',
    look: 'Die Namen in boot.cfg.',
  },
  'Fatal error: 19': {
    means: 'mboot: es kam keine rechtzeitige Antwort.',
    look: 'Ob der Waiter mittendrin ausgesteckt wurde.',
  },
  'Fatal error: 27': {
    means: 'mboot: Secure Boot hat eine Datei abgelehnt.',
    look: 'Ob das Image signiert und vollständig ist.',
  },
  'Access Denied': {
    means: 'UEFI: Secure Boot hat das geladene Programm abgewiesen.',
    look: 'Ob der Boot-Loader signiert ist, und von jemandem, dem diese Firmware traut; oder Secure Boot aus.',
  },
  'Fatal error: 33': {
    means: 'mboot: eine Datei ist nicht, was sie sein sollte.',
    look: 'Ob der Download abgeschnitten wurde.',
  },
  ECONNREFUSED: {
    means: 'Der Rechner ist da, aber auf dem Port lauscht niemand.',
    look: 'Ob diese Komponente ausgesteckt ist.',
  },
  ECONNRESET: {
    means: 'Die Gegenseite brach die Verbindung ab.',
    look: 'Ob sie mittendrin ausgesteckt wurde.',
  },
  ETIMEDOUT: { means: 'Es kam keine rechtzeitige Antwort.', look: 'Der Weg dorthin und die Last.' },
  EHOSTUNREACH: { means: 'Es führt kein Weg dorthin.', look: 'Adressen, Maske und Router.' },
  ENETUNREACH: { means: 'Es führt kein Weg in dieses Netz.', look: 'Adressen, Maske und Router.' },
  EPROTO: {
    means: 'Was kam, war kein richtiges HTTP.',
    look: 'Eine Störung, die Antworten verdirbt, oder ein Proxy unterwegs.',
  },
  '404': { means: 'Der Waiter hat diese Datei nicht.', look: 'Das Image-Profil und der Pfad.' },
  '500': {
    means: 'Der Server scheiterte an der Anfrage.',
    look: 'Sein Befund im Journal, oder eine Störung, die so antwortet.',
  },
  '503': {
    means:
      'Der Waiter kann diesen Host jetzt nicht bedienen: ihm fehlt die Entscheidung oder das Zertifikat, oder zu viele booten zugleich.',
    look: 'Was der Waiter im Journal dazu sagt, und ob die Regel-Engine ausgesteckt ist.',
  },
}
