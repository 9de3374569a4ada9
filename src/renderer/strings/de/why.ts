import type { ComponentId } from '../../../shared/base/index.ts'
import type { FailedStage, WhyWords } from '../../../shared/host/index.ts'
import { createFormat } from '../format.ts'
import { faults } from './faults.ts'
import { phrase } from './phrases/index.ts'

const format = createFormat('de')

const times = (count: number): string => `${count} ${count === 1 ? 'Versuch' : 'Versuchen'}`

const failedAt: Readonly<Record<FailedStage, string>> = {
  link: 'seine Karte hatte keine Verbindung',
  dhcp: 'kein DHCP-Server gab ihm Adresse und Boot-Datei',
  loader: 'der Boot-Loader kam nicht über TFTP',
  ipxe: 'iPXE bekam keine eigene Adresse',
  script: 'iPXE bekam sein erstes Skript per TFTP nicht',
  tramp: 'iPXE erreichte den Waiter nicht',
  register: 'der Waiter gab ihm keine Antwort zu seinem Image',
  bootConfig: 'mboot bekam seine boot.cfg nicht',
  declined: 'der Waiter verwies ihn an sein nächstes Boot-Gerät',
  image: 'mboot konnte das Image nicht laden',
}

const components: Readonly<Record<ComponentId, string>> = {
  dhcp: 'Der DHCP-Server',
  tftp: 'Der TFTP-Server',
  rules: 'Die Regel-Engine',
  waiter: 'Der Waiter',
  vcenter: 'vCenter',
}

const at: Readonly<Record<ComponentId, string>> = {
  dhcp: 'am DHCP-Server',
  tftp: 'am TFTP-Server',
  rules: 'an der Regel-Engine',
  waiter: 'am Waiter',
  vcenter: 'an vCenter',
}

const how = { unplugged: 'war ausgesteckt', stopped: 'war angehalten' } as const

const sources = {
  network: 'aus dem Netz',
  cache: 'aus dem Cache',
  installed: 'aus dem installierten Image',
} as const

const certainty: Readonly<Record<string, string>> = {
  low: 'gering',
  medium: 'mittel',
  high: 'hoch',
}
const effects: Readonly<Record<string, string>> = faults.effects

const cutAt = (file: string, bytes: number, of: number): string =>
  `${file} brach nach ${format.bytes(bytes)} von ${format.bytes(of)} ab`

/** Why a host stands as it does, in German. */
export const why: WhyWords = {
  poweredOn: 'Jemand hat ihn eingeschaltet.',
  restarted: {
    operator: 'Jemand hat ihn neu gestartet.',
    noImageScreen: 'Die Anzeige „kein Image“ hatte lange genug gewartet und startete ihn neu.',
    auto: 'Er startete von selbst neu.',
    noCertificate: 'Er hatte kein Zertifikat, fuhr herunter und startete neu.',
  },
  poweredOff: 'Er wurde ausgeschaltet.',
  lostPower: (message) => `Er verlor den Strom: ${phrase(message)}`,
  partUnplugged: {
    uplink: 'Seine Netzkabel wurden ausgesteckt.',
    disk: 'Seine Platten wurden ausgesteckt.',
  },
  partPluggedIn: {
    uplink: 'Seine Netzkabel wurden wieder eingesteckt.',
    disk: 'Seine Platten wurden wieder eingesteckt.',
  },
  partWasOut: { uplink: 'Seine Netzkabel waren draußen.', disk: 'Seine Platten waren draußen.' },
  triedNetwork: (position, of) => `Seine Firmware versuchte das Netz (${position} von ${of}).`,
  triedDisk: (position, of) => `Seine Firmware versuchte die Platte (${position} von ${of}).`,
  cardFailed: (mac, reason) => `Seine Karte ${mac} brachte nichts (${reason}).`,
  addressed: (address, bootFile) => `DHCP gab ihm ${address} und die Boot-Datei ${bootFile}.`,
  fileSent: (file, bytes) => `Er las ${file} per TFTP, ${format.bytes(bytes)}.`,
  readFailed: (file, bytes, message) =>
    `Sein Lesen von ${file} per TFTP brach nach ${format.bytes(bytes)} ab: ${phrase(message)}.`,
  readRefused: (file, message) => `TFTP verweigerte ihm ${file}: ${phrase(message)}.`,
  loaderServed: (file, bytes) => `Er las ${file} per HTTP, ${format.bytes(bytes)}.`,
  loaderRefused: (file, message) => `Der Waiter verweigerte ihm ${file}: ${phrase(message)}.`,
  fileCut: {
    clientGone: (...part) => `${cutAt(...part)}: er schloss die Verbindung.`,
    timeout: (...part) =>
      `${cutAt(...part)}: er nahm nichts mehr an. Vielleicht ist sein Kabel, ein Switch oder sein Strom weg.`,
    unplugged: (...part) => `${cutAt(...part)}: der Waiter wurde ausgesteckt.`,
    readError: (...part) => `${cutAt(...part)}: der Image-Speicher konnte sie nicht lesen.`,
  },
  tryFailed: (url, message, attempt) => `iPXE versuchte ${url}: ${message} (${attempt}. Versuch).`,
  trampReceived: 'Der Waiter antwortete.',
  networkEnded: (stage, count, reason) =>
    `Sein Netz-Boot endete: ${failedAt[stage]} nach ${times(count)} (${reason}).`,
  imageReceived: (image, bytes, took) =>
    `Er lud ${image}, ${format.bytes(bytes)}, in ${format.duration(took)}.`,
  hung: (file, message) =>
    `mboot traf bei ${file} auf einen fatalen Fehler (${message}) und hängt: von dort führt kein Rückfall weiter.`,
  noImageScreen: (wait) =>
    `Er zeigt die Anzeige „kein Image“ und startet nach ${format.duration(wait)} neu.`,
  verified: (image, age, stale) =>
    `Auf der Platte liegt ${image}, ${format.duration(age)} zuvor geschrieben${stale === undefined ? '' : `, nicht ${stale}, das er jetzt bekäme`}; jedes Byte wurde geprüft.`,
  rejected: {
    noDisk: () => 'Er hat keine Platte.',
    empty: () => 'Auf seiner Platte wurde nie ein Image zwischengespeichert.',
    corrupt: (message) =>
      `Das Image im Cache ist beschädigt und wurde nicht gestartet: ${phrase(message)}`,
    unplugged: () => 'Seine Platte war ausgesteckt.',
  },
  cacheWritten: (bytes) =>
    `Sein Image wurde auf der Platte zwischengespeichert, ${format.bytes(bytes)}.`,
  installed: (image) => `${image} wurde auf seiner Platte installiert: er verlässt Auto Deploy.`,
  tampered: (message) => `Jemand hat seine Platte verändert: ${phrase(message)}`,
  notCached: (message) => `Sein Image wurde nicht zwischengespeichert: ${phrase(message)}.`,
  noBootDevice: 'In seiner Boot-Reihenfolge bleibt nichts übrig.',
  ruleGives: (rule, image) =>
    `Die Regel ${rule ?? 'ohne Namen'} gibt ihm ${image ?? 'kein Image'}.`,
  keeps: (image) => `vCenter hält ${image ?? 'kein Image'} für ihn fest.`,
  once: (choice) =>
    choice.kind === 'disk'
      ? 'Nur bei diesem Start sollte er von seiner Platte kommen, darum lehnte das Netz ab.'
      : `Nur bei diesem Start sollte er ${choice.imageProfile} bekommen; was ihm sonst gegeben ist, bleibt.`,
  noMatch: (considered) => `Keine von ${considered} Regeln gibt ihm ein Image.`,
  undecided: (message) => `Der Waiter konnte nicht entscheiden: ${phrase(message)}`,
  overloaded: (message) => `Der Waiter hat ihn abgewiesen: ${phrase(message)}`,
  imageMissing: 'Dateien seines Images fehlen im Image-Speicher.',
  silent: (message, confidence) =>
    `${phrase(message)} (Gewissheit: ${certainty[confidence] ?? confidence})`,
  upWithoutAddress: 'Er läuft ohne Adresse: kein DHCP-Server antwortete.',
  up: (address, source) => `Er läuft unter ${address}, gestartet ${sources[source]}.`,
  certificateMissing:
    'Auto Deploy hat kein Zertifikat für ihn, und die Zertifizierungsstelle gab keines.',
  certificateStored: 'Auto Deploy bewahrt sein Zertifikat von nun an auf.',
  notCertified: (count) =>
    `Er hat nach ${times(count)} kein Zertifikat: er fährt herunter und startet neu, bis die Zertifizierungsstelle antwortet.`,
  addressedLater: (address) => `Er bekam die Adresse ${address} später.`,
  addressLost: (address, cause) =>
    cause === 'expired'
      ? `Seine Lease von ${address} lief ab, und kein DHCP-Server verlängerte sie: er benutzt die Adresse nicht mehr.`
      : `Der DHCP-Server verweigerte ihm ${address}: er benutzt die Adresse nicht mehr.`,
  connected: {
    admin: 'Ein Administrator hat ihn neu verbunden.',
    heartbeat: 'vCenter hört ihn wieder.',
    autoDeploy: 'Auto Deploy brachte ihn in vCenter.',
  },
  bootedFromCache:
    'vCenter kennzeichnet ihn: aus dem Cache gestartet. Nur ein Netz-Boot behebt das.',
  flagCleared: 'Das Kennzeichen ist weg: er startete über das Netz.',
  connectFailed: (message) => `vCenter konnte ihn nicht verbinden: ${phrase(message)}`,
  notResponding: 'vCenter hört den Start nicht mehr, mit dem es verbunden war.',
  compliant: 'Er ist konform.',
  notCompliant: (failures) => `Er ist nicht konform: ${failures.map(phrase).join(' ')}`,
  complianceUnknown: (reasons) =>
    `Ob er konform ist, ist nicht bekannt: ${reasons.map(phrase).join(' ')}`,
  notRemediated: 'Standardisieren machte ihn nicht konform.',
  waitsFor: {
    admin:
      'Ein Host, der aus seinem Cache startete, wird nicht von selbst neu verbunden: das muss ein Administrator tun.',
    vcenter:
      'Er wartet im Wartungsmodus, bis Auto Deploy ihn in vCenter gebracht hat; niemand muss ihn neu verbinden.',
    restart: 'Nur ein Neustart hilft ihm hier heraus.',
  },
  gone: (component, gone) =>
    gone.how === 'failed'
      ? `${components[component]} war ausgefallen: ${phrase(gone.message)}.`
      : `${components[component]} ${how[gone.how]}.`,
  fault: (id, message, component, effect) =>
    `Die Störung ${id} traf ${at[component]} seine Nachricht ${message}: ${effects[effect] ?? effect}.`,
}
