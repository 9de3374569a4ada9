import type { Strings } from '../index.tsx'
import { plural } from './plural.ts'

export const network: Strings['network'] = {
  lead: 'Wo das Labor lauscht, wer eine Adresse hat und was sonst gesehen wurde.',
  level: 'Sicherheitsstufe',
  levels: {
    lab: 'Labor',
    labText: 'Nur Loopback-Adressen dieses Rechners. Kein anderer Rechner kann das Labor sehen.',
    labTextWatched: (on) =>
      `Nur Loopback-Adressen dieses Rechners. Andere Rechner sehen über ${on} zu und erreichen sonst nichts.`,
    serve: (name) => `Bedient ${name}`,
    serveText: (name) =>
      `Echte Rechner an ${name} bekommen Antwort. Die Sockets hängen allein an dieser Schnittstelle.`,
    observe: (name) => `Hört ${name} mit`,
    observeText: (name) =>
      `DHCP auf ${name} wird gehört und aufgeschrieben. Nichts wird beantwortet.`,
  },
  stop: (name) => `Auf ${name} sofort beenden`,
  interfaces: 'Schnittstellen dieses Rechners',
  howText:
    'Um echte Rechner zu booten, die Schnittstelle eines eigens dafür bestimmten Netzes wählen und ihren Namen eintippen. Schnittstellen ins übrige eigene Netz sind gesperrt.',
  lookAgain: 'Neu nachsehen',
  rightsOpen: 'Dieses Programm darf die Ports öffnen, die Firmware erwartet (67 bis 69).',
  rightsClosed: 'Ein Recht fehlt',
  rightsText: (firstOpen) =>
    `Dieses System lässt Benutzer Ports ab ${firstOpen} öffnen; DHCP braucht 67, TFTP 69, Logs 514. Eine Einstellung ändert das bis zum nächsten Neustart. Headwaiter selbst läuft nie als root.`,
  locked: 'gesperrt',
  locks: {
    defaultRoute: 'Über sie oder ihre Karte läuft die Standardroute; sie führt ins eigene Netz.',
    wireless: 'Sie ist eine Funkkarte.',
    vpn: 'Sie ist ein VPN oder ein anderer Tunnel.',
    bridgedPort: 'Sie ist eine Bridge mit einer echten Karte darin.',
    loopback: 'Sie ist die Loopback-Schnittstelle; das Labor nutzt sie, ohne dort zu bedienen.',
  },
  links: { up: 'verbunden', down: 'nichts eingesteckt' },
  speed: (megabits) => (megabits >= 1000 ? `${megabits / 1000} Gbit/s` : `${megabits} Mbit/s`),
  neighbours: (count) => plural(count, 'bekannter Nachbar', 'bekannte Nachbarn'),
  probe: 'Nach DHCP-Servern fragen',
  probeTip: 'Sendet ein paar Fragen und nimmt keine Adresse. Dauert etwa vier Sekunden.',
  noServer: 'Hier hat kein DHCP-Server geantwortet.',
  otherServer: (id, from, offered) =>
    `Hier antwortet ein DHCP-Server: ${id}, gehört von ${from}, bot ${offered} an. Abstecken oder den Proxy-Betrieb nehmen.`,
  serveHere: 'Hier bedienen…',
  serveOn: (name) => `${name} bedienen`,
  observeOn: (name) => `Auf ${name} mithören`,
  asking: 'Fragt, wer hier noch bedient…',
  mode: 'Was DHCP dort tut',
  modes: {
    authoritative: 'Vergibt Adressen. Es muss der einzige DHCP-Server sein.',
    proxy: 'Gibt Boot-Angaben neben dem DHCP-Server des Netzes.',
    reservationOnly:
      'Antwortet Hosts, die im Labor eine eigene Adresse haben, und sonst niemandem.',
    observe: 'Hört nur mit: nichts wird beantwortet, nichts bedient.',
  },
  byAddress: 'Adresse der Schnittstelle',
  typeName: (name) => `${name} eintippen, um zu bestätigen, dass dieses Netz dafür bestimmt ist`,
  classroom: {
    title: 'Klassenraum',
    closed:
      'Andere folgen diesem Labor in ihrem eigenen Browser: jede Seite, jeder Boot, vor und zurück in der Zeit. Sie ändern nichts.',
    at: 'Adresse dieses Rechners',
    place: (address, name) => `${address} (${name})`,
    thisComputer: (address) => `${address} (nur dieser Rechner)`,
    open: 'Eine Klasse zusehen lassen',
    type: 'Das in einen Browser eintippen:',
    screens: (count) => plural(count, 'Bildschirm sieht zu', 'Bildschirme sehen zu'),
    close: 'Klassenraum schließen',
    safety:
      'Öffnet einen Port an dieser Adresse, für alle, die den Code haben. Was darüber geht, ist nicht verschlüsselt. Er schließt mit dem Labor.',
  },
  addresses: 'Adressen',
  subnet: 'Subnetz',
  server: 'Dienste',
  router: 'Router',
  noRouter: 'keiner: nichts führt hinaus',
  pool: 'Pool',
  leaseTime: 'Lease',
  listens: 'Lauscht an',
  leases: 'Leases',
  leaseColumns: { address: 'Adresse', host: 'Host', mac: 'MAC', reserved: 'Reserviert' },
  reserved: 'ja',
  noLeases: 'Noch hat niemand nach einer Adresse gefragt.',
  seen: 'Im Netz gesehen',
  nothingSeen: 'Kein anderer DHCP-Server und nichts Ungewöhnliches.',
}
