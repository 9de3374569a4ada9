import type { Association, FactOf } from '../../../shared/facts/index.ts'
import type { FactTexts } from '../facts.ts'
import { holdId } from '../../../shared/faults/index.ts'
import { failure, pathOnly } from '../failure.ts'
import { plural } from './plural.ts'
import { faultDoes } from './fault-words.ts'

/** What each kind of fact says, in German. Messages of programs stay as the programs write them. */

const short = (digest: string): string => `${digest.slice(0, 8)}…`
const source = {
  network: 'Netz',
  cache: 'Image im Cache',
  installed: 'installiertem Image',
} as const
const list = (items: readonly string[]): string => items.join(', ')
const given = (association: Association): string =>
  list(Object.values(association).flatMap((value) => value ?? []))
const device = { network: 'Netz', disk: 'lokale Platte' } as const

/** Was eine Störung mit einer Nachricht tat, nach ihrer Wirkung. */
const met: Readonly<Record<string, string>> = {
  drop: 'verworfen',
  delay: 'verzögert',
  duplicate: 'verdoppelt',
  rewrite: 'verändert',
  corrupt: 'verfälscht',
  refuse: 'abgewiesen',
  truncate: 'abgeschnitten',
  throttle: 'gebremst',
  httpStatus: 'mit einem Status beantwortet',
  hold: 'festgehalten',
}

const lostOf = {
  fact: 'eine Tatsache',
  lease: 'eine Lease',
  document: 'eine Version des Labors',
} as const

const lessonEnds = {
  met: 'beendet',
  missed: 'beendet',
  stopped: 'vor dem Ende beendet',
  broken: 'an einem Fehler abgebrochen',
} as const

const lab = {
  'lab.opened': (f) => `Labor „${f.name}“ geöffnet, Version ${f.version}`,
  'lab.closed': () => 'Labor geschlossen',
  'lab.moved': (f) =>
    `der Ordner des Labors ist nicht mehr unter ${f.folder}: zurücklegen, oder das Labor beenden und öffnen, wo er jetzt ist`,
  'lab.slept': (f, { duration }) =>
    `der Rechner schlief, oder das Programm war angehalten, ${duration(f.to - f.from)} lang`,
  'document.changed': (f) => `Labor geändert: ${f.summary}`,
  'journal.lost': (f) =>
    `${lostOf[f.what]} (${f.name}) ist verloren: die Platte hat verändert, was dort stand`,
  'component.started': (f) => `lauscht auf ${f.on}`,
  'component.stopped': () => 'lauscht nicht mehr',
  'component.failed': (f) => `ausgefallen: ${f.reason.message}`,
  'plug.pulled': () => 'ausgesteckt',
  'plug.restored': () => 'eingesteckt, Prüfung läuft',
  'plug.healed': (f, { duration }) => `Funktion in ${duration(f.took)} nachgewiesen`,
  'plug.notHealed': (f) => `eingesteckt, aber die Prüfung schlug fehl: ${f.reason.message}`,
  'net.badInput': (f) => `nicht verstanden: ${f.reason.message}`,
  'net.crowded': (f, { duration }) =>
    `${f.still === undefined ? 'Verbindung sofort geschlossen' : `Verbindung für eine andere geschlossen, nachdem sich ${duration(f.still)} nichts auf ihr rührte`}: ${f.open} sind offen${f.held > 0 ? ` · zuvor ${f.held} weitere` : ''}`,
  'net.serveStarted': (f) =>
    f.mode === 'observe'
      ? `hört DHCP auf ${f.interface} mit`
      : `bedient ${f.interface}, ${f.address}`,
  'net.serveStopped': (f) => `ist nicht mehr auf ${f.interface}`,
  'classroom.opened': (f) => `andere dürfen über ${f.on} zusehen`,
  'classroom.attended': (f) => plural(f.screens, 'Bildschirm sieht zu', 'Bildschirme sehen zu'),
  'classroom.closed': () => 'niemand sieht mehr zu',
  'syslog.began': (f) => `sendet sein Log, per ${f.carrier.toUpperCase()} von ${f.address}`,
  'syslog.limited': (f) =>
    `sein Log wird begrenzt: mehr als ${f.perSecond} Meldungen je Sekunde kommen von ${f.address}`,
  'syslog.deaf': (f) => `Logs werden an ${f.on} nicht empfangen: ${f.reason.message}`,
  'image.added': (f, { bytes }) => `Image ${f.imageProfile} hinzugefügt, ${bytes(f.size)}`,
  'image.removed': (f) => `Image ${f.imageProfile} entfernt`,
  'lesson.started': (f) => `Lektion „${f.title}“ beginnt`,
  'lesson.stepStarted': (f) => f.text,
  'lesson.asked': (f) => f.question,
  'lesson.answered': (f) => `${f.right ? 'richtig' : 'nicht richtig'}: ${f.why}`,
  'lesson.checked': (f) => `${f.met ? 'erfüllt' : 'nicht erfüllt'}: ${f.expectation}`,
  'lesson.ended': (f) =>
    `Lektion ${lessonEnds[f.outcome ?? 'met']}, ${f.met} erfüllt, ${f.missed} nicht erfüllt`,
  'fault.injected': (f) => `Störung gesetzt: ${faultDoes(f.fault)}`,
  'fault.removed': (f) =>
    f.fault === undefined ? 'Störung entfernt' : `Störung entfernt: ${faultDoes(f.fault)}`,
  'fault.fired': (f) =>
    f.id === holdId(f.component)
      ? `${f.message} festgehalten, bis sie weitergelassen wird`
      : `${f.message} ${met[f.effect] ?? 'getroffen'} durch eine Störung`,
  'fault.released': (f) => `${f.message} weitergelassen`,
} satisfies Partial<FactTexts>

const dhcp = {
  'dhcp.discovered': (f) =>
    [
      'DISCOVER',
      f.userClass,
      f.arch === undefined ? undefined : `Arch ${f.arch}`,
      f.uuid === undefined ? undefined : `UUID ${short(f.uuid)}`,
    ]
      .filter((item) => item !== undefined)
      .join(' · '),
  'dhcp.offered': (f) => `OFFER ${f.address}${f.bootFile === '' ? '' : ` · ${f.bootFile}`}`,
  'dhcp.requested': (f) => `REQUEST ${f.address}`,
  'dhcp.acknowledged': (f) => `ACK ${f.address}`,
  'dhcp.refused': (f) => `NAK ${f.address}: ${f.reason.message}`,
  'dhcp.released': (f) => `RELEASE ${f.address}`,
  'dhcp.declined': (f) => `DECLINE ${f.address}`,
  'dhcp.informed': (f) => `INFORM ${f.address}`,
  'dhcp.ignored': (f) => `${f.message} nicht beantwortet: ${f.reason.message}`,
  'dhcp.proxyOffered': (f) => `Proxy-OFFER · ${f.bootFile}`,
  'dhcp.proxyAcknowledged': (f) => `Proxy-ACK · ${f.bootFile}`,
  'dhcp.addressedElsewhere': (f) => `REQUEST ${f.address} an einen anderen Server, ${f.serverId}`,
  'dhcp.conflictFound': (f) => `${f.address} wird von jemandem ohne Lease benutzt`,
  'dhcp.finding': (f) => `${f.finding.message} ${f.proposal}`,
  'dhcp.foreignOffer': (f) => `ein anderer DHCP-Server, ${f.serverId}, bot ${f.offered} an`,
} satisfies Partial<FactTexts>

const tftp = {
  'tftp.requested': (f) => `RRQ ${f.file} · blksize ${f.blockSize}`,
  'tftp.underWay': (f, { bytes, duration }) =>
    `${f.file} · bisher ${bytes(f.bytes)} von ${bytes(f.size)} · ${bytes(f.rate)}/s · noch ${duration(f.remaining)}`,
  'tftp.sent': (f, { bytes, duration }) => `${f.file} · ${bytes(f.bytes)} in ${duration(f.took)}`,
  'tftp.probed': (f, { bytes }) => `fragte nur nach der Größe: ${bytes(f.size)}`,
  'tftp.failed': (f, { bytes }) => `${f.file} brach nach ${bytes(f.bytes)} ab: ${f.message}`,
  'tftp.refused': (f) => `ERROR ${f.errorCode}: ${f.message}`,
} satisfies Partial<FactTexts>

const noImage = {
  noMatchingRule: 'keine Regel mit einem Image passt',
  noImageAssociated: 'dem Host ist kein Image zugeordnet',
  imageMissing: 'das Image fehlt im Speicher',
} as const

const cut = {
  clientGone: 'der Host ging weg',
  unplugged: 'ausgesteckt',
  timeout: 'kein Fortschritt',
  readError: 'die Datei war nicht lesbar',
} as const

const placeIn = ({
  position,
  of,
}: Pick<FactOf<'mboot.moduleReceived'>, 'position' | 'of'>): string =>
  position === undefined || of === undefined ? '' : ` · ${position} von ${of}`

const waiter = {
  'waiter.trampServed': (f, { bytes }) => `tramp · 200 · ${bytes(f.bytes)}`,
  'waiter.hostRegistered': (f) =>
    `registriert sich als ${list([f.attributes.vendor, f.attributes.model].filter((item) => item !== ''))}`,
  'waiter.imageAssigned': (f, { bytes }) =>
    `startet ${f.imageProfile} · ${f.files} Dateien, ${bytes(f.size)}`,
  'waiter.nextBootUsed': (f) =>
    f.choice.kind === 'disk'
      ? 'verweist ihn an seine Platte, nur dies eine Mal'
      : `gibt ihm ${f.choice.imageProfile}, nur dies eine Mal`,
  'waiter.noImage': (f) => `kein Image: ${noImage[f.cause]}`,
  'waiter.undecided': (f) => `kann nicht entscheiden · 503: ${f.reason.message}`,
  'waiter.bootConfigServed': (f) =>
    `boot.cfg · ${f.modules} Dateien${f.proxy === undefined ? '' : ` von ${f.proxy}`}`,
  'waiter.fileServed': (f, { bytes }) => `${f.file} · ${bytes(f.bytes)}${placeIn(f)}`,
  'waiter.fileUnderWay': (f, { bytes }) =>
    `${f.file} · bisher ${bytes(f.bytes)} von ${bytes(f.size)}${placeIn(f)}`,
  'waiter.imageServed': (f, { bytes, duration }) =>
    `ganzes Image gesendet · ${bytes(f.bytes)} in ${duration(f.took)}`,
  'waiter.fileCut': (f, { bytes }) =>
    `${f.file} nach ${bytes(f.bytes)} von ${bytes(f.of)} abgebrochen: ${cut[f.cause]}`,
  'waiter.refused': (f) => `${f.method} ${f.path} · ${f.status}: ${f.reason.message}`,
  'waiter.turnedAway': (f) =>
    `Verbindung sofort geschlossen: ${f.open} sind offen${f.held > 0 ? ` · zuvor ${f.held} weitere` : ''}`,
  'waiter.fileCorrupt': (f) => `${f.file} hat nicht mehr ihre Prüfsumme und wird nicht gesendet`,
  'waiter.certificateStored': () => 'Auto Deploy bewahrt sein Zertifikat auf',
  'waiter.certificateRemoved': () => 'sein Zertifikat wurde weggenommen',
  'waiter.certificateServed': (f) =>
    f.kept ? 'Zertifikat übergeben, aufbewahrt seit früher' : 'neues Zertifikat übergeben',
  'waiter.certificateMissing': (f) => `kein Zertifikat: ${f.reason.message}`,
  'waiter.authorityReplaced': (f) =>
    `seine Zertifizierungsstelle war um diese Zeit nicht gültig: was ihr vertraute, braucht die neue, ${f.file}`,
  'waiter.hostReported': (f) => `meldet sich · gestartet aus ${source[f.bootSource]}`,
  'rules.decided': (f) =>
    `${f.from === 'rules' ? `nach ${list([...new Set(Object.values(f.rules))])}` : 'wie gespeichert'}: ${given(f.association)}`,
  'rules.noMatch': (f) => `keine von ${f.considered} Regeln passt`,
  'rules.setInForce': (f) => `${f.rules.length} Regeln in Kraft`,
  'rules.associationStored': (f) =>
    f.changes.length === 0
      ? 'gespeicherte Zuordnung behalten'
      : `ab jetzt gespeichert: ${list(f.changes.map(({ expected }) => expected))}`,
  'rules.nextBootChosen': (f) =>
    `nur beim nächsten Start: ${f.choice.kind === 'disk' ? 'von seiner Platte' : f.choice.imageProfile}`,
  'rules.nextBootTakenBack': () => 'nächster Start: wieder wie immer',
  'rules.hostsForgotten': (f) => `${list(f.hosts)} vergessen`,
  'rules.hostsRecalled': (f) => `kennt ${list(f.hosts)} wieder`,
} satisfies Partial<FactTexts>

const customization = { valid: 'gültig', invalid: 'ungültig', unknown: 'unbekannt' } as const
const rejected = {
  noDisk: 'keine Platte',
  empty: 'nichts im Cache',
  corrupt: 'das Image im Cache ist beschädigt',
  unplugged: 'die Platte ist ausgesteckt',
} as const
const leaseEnd = {
  expired: 'seine Lease lief ab',
  refused: 'der DHCP-Server verweigerte sie',
} as const
const part = { uplink: 'Netzkabel', disk: 'Platten' } as const
const tampered = {
  flippedByte: 'ein Byte des Images im Cache verändert',
  truncated: 'Image im Cache gekürzt',
  erased: 'Image im Cache gelöscht',
} as const

const host = {
  'host.partUnplugged': (f) => `${part[f.part]} ausgesteckt`,
  'host.partPluggedIn': (f) => `${part[f.part]} eingesteckt`,
  'host.diskTampered': (f) => tampered[f.how],
  'storm.began': (f) =>
    `ein Boot-Sturm von ${f.waves.reduce((sum, wave) => sum + wave.hosts.length, 0)} Hosts in ${f.waves.length} Wellen beginnt`,
  'storm.waveAdmitted': (f) =>
    `Welle ${f.wave} von ${f.of} wird eingeschaltet: ${f.hosts} Hosts von ${f.clusters.join(', ')}`,
  'storm.waveSettled': (f) =>
    `Welle ${f.wave} von ${f.of} ist oben: ${f.network} aus dem Netz, ${f.cache} aus dem Cache, ${f.failed} ohne System`,
  'storm.ended': (f) =>
    `der Boot-Sturm ${f.stopped ? 'wurde angehalten' : 'ist vorbei'}: ${f.network} aus dem Netz, ${f.cache} aus dem Cache, ${f.failed} ohne System`,
  'host.poweredOn': () => 'eingeschaltet',
  'host.poweredOff': () => 'ausgeschaltet',
  'host.rebooted': () => 'Neustart',
  'host.wakeSent': (f) => `Magic Packet an ${f.mac} auf ${f.interface}`,
  'host.woke': (f, { duration }) => `wach: DHCP hörte ihn ${duration(f.took)} später`,
  'host.noImageScreen': (f, { duration }) =>
    `Kein-Image-Anzeige, Neustart in ${duration(f.wait)}: ${f.cause}`,
  'host.fellSilent': (f) => `verstummte bei ${f.stage}${f.hangs ? ': hängt vermutlich' : ''}`,
  'firmware.deviceTried': (f) => `Boot-Gerät ${f.position} von ${f.of}: ${device[f.device]}`,
  'firmware.linkUp': () => 'Verbindung steht',
  'firmware.addressed': (f) => `hat ${f.address}, lädt ${f.bootFile}`,
  'firmware.loaderReceived': (f, { bytes }) => `hat ${f.file}, ${bytes(f.bytes)}`,
  'firmware.cardFailed': (f) => `Karte ${f.mac}: ${f.code} ${f.message}`,
  'firmware.unanswered': (f, { duration }) =>
    `${f.message} · Versuch ${f.attempt} von ${f.of}: keine Antwort in ${duration(f.waited)}`,
  'firmware.networkFailed': (f) =>
    `Netz-Boot endet: ${failure(f)}${f.tries > 1 ? ` (${f.tries} Versuche)` : ''}`,
  'firmware.noBootDevice': () => 'kein Boot-Gerät',
  'ipxe.started': () => 'iPXE startet',
  'ipxe.addressed': (f) => `iPXE hat ${f.address}`,
  'ipxe.trampReceived': (f) => `hat das Skript ${f.url}`,
  'ipxe.bootScriptReceived': (f) => `hat das Boot-Skript ${f.url}`,
  'ipxe.tryFailed': (f) => `${pathOnly(f.url)} · Versuch ${f.attempt} von ${f.of}: ${f.message}`,
  'mboot.configReceived': (f) => `boot.cfg nennt ${f.modules} Dateien`,
  'mboot.moduleReceived': (f, { bytes }) => `hat ${f.file}, ${bytes(f.bytes)}${placeIn(f)}`,
  'mboot.imageReceived': (f, { bytes }) => `ganzes Image da und geprüft, ${bytes(f.bytes)}`,
  'mboot.hung': (f) => `mboot hängt bei ${f.file}: ${f.message}`,
  'disk.imageVerified': (f, { bytes }) =>
    `${f.imageProfile} auf der Platte geprüft · ${bytes(f.bytes)} · sha256 ${short(f.digest)}`,
  'disk.imageRejected': (f) => `Platte startet nicht: ${rejected[f.cause]}`,
  'disk.cacheWritten': (f, { bytes }) =>
    `Image auf der Platte zwischengespeichert · ${bytes(f.bytes)}`,
  'disk.imageInstalled': (f, { bytes }) => `Image auf der Platte installiert · ${bytes(f.bytes)}`,
  'disk.cacheNotWritten': (f) => `Image nicht zwischengespeichert: ${f.message}`,
  'kernel.started': (f) => `Kernel von ${f.imageProfile} startet aus ${source[f.source]}`,
  'esxi.notCertified': (f) =>
    `nach ${f.tries} Versuchen kein Zertifikat: fährt herunter und startet neu`,
  'esxi.up': (f) => `läuft · gestartet aus ${source[f.source]}`,
  'esxi.configured': (f) =>
    f.status === 'valid'
      ? `Hostprofil ${f.hostProfile} beim Start gesetzt`
      : `Hostprofil ${f.hostProfile} nicht gesetzt, Anpassung ${customization[f.status]}: ${list(f.problems)}`,
  'esxi.scriptsRun': (f) => `Skriptpaket ${f.bundle} gelaufen · ${f.commands} Befehle`,
  'esxi.scriptFailed': (f) =>
    `${f.script} aus ${f.bundle} scheiterte in Zeile ${f.line}: ${f.message}`,
  'esxi.addressed': (f) => `ESXi hat ${f.address}`,
  'esxi.addressLost': (f) => `ESXi hat ${f.address} aufgegeben: ${leaseEnd[f.cause]}`,
} satisfies Partial<FactTexts>

const by = {
  autoDeploy: 'Auto Deploy',
  admin: 'einen Administrator',
  heartbeat: 'seinen Heartbeat',
} as const
const mover = { repair: 'die Reparatur', admin: 'einen Administrator' } as const
const status = {
  compliant: 'konform',
  nonCompliant: 'nicht konform',
  unknown: 'Konformität unbekannt',
} as const

/** A host without a cluster stands in the datacenter itself. */
const inCluster = (cluster: string): string => (cluster === '' ? '' : ` in ${cluster}`)

const vcenter = {
  'vcenter.hostAdded': (f) => `aufgenommen${inCluster(f.cluster)} durch ${by[f.by]}`,
  'vcenter.hostConnected': (f) => `verbunden${inCluster(f.cluster)} durch ${by[f.by]}`,
  'vcenter.hostMoved': (f) =>
    `${f.cluster === '' && f.folder === undefined ? 'ins Datencenter' : `nach ${f.cluster || f.folder}`} verschoben durch ${mover[f.by]}`,
  'vcenter.certificateIssued': (f) => `Zertifikat ${f.serial.slice(0, 8)} signiert`,
  'vcenter.hostRemoved': () => 'aus dem Inventar entfernt',
  'vcenter.hostNotResponding': () => 'antwortet nicht',
  'vcenter.hostDisconnected': (f) => `getrennt durch ${by[f.by]}`,
  'vcenter.connectFailed': (f) => `Verbinden durch ${by[f.by]} gelang nicht: ${f.reason.message}`,
  'vcenter.bootedFromCache': (f) => `Kennzeichen gesetzt: ${f.text}`,
  'vcenter.cacheFlagCleared': () => 'Kennzeichen gelöscht: über das Netz gestartet',
  'vcenter.maintenanceEntered': (f) => `Wartungsmodus: ${f.cause}`,
  'vcenter.maintenanceExited': () => 'Wartungsmodus verlassen',
  'vcenter.profileApplied': (f) => `Hostprofil ${f.hostProfile} angewendet`,
  'vcenter.profileFailed': (f) => `Hostprofil ${f.hostProfile} schlug fehl: ${f.reason.message}`,
  'vcenter.complianceChecked': (f) =>
    f.failures.length === 0 ? status[f.status] : `${status[f.status]}: ${list(f.failures)}`,
  'vcenter.remediationChanged': (f) => `Standardisierung: ${f.status}`,
  'vcenter.remediated': (f) =>
    f.cleared ? 'Standardisierung behob es' : 'Standardisierung behob es nicht',
  'vcenter.vmPlaced': (f) => `VM ${f.vm} platziert`,
  'vcenter.vmLeft': (f) => `VM ${f.vm} nach ${f.to} verschoben`,
  'vcenter.vmNotPlaced': (f) => `VM ${f.vm} nicht platziert: ${f.reason.message}`,
} satisfies Partial<FactTexts>

export const facts: FactTexts = { ...lab, ...dhcp, ...tftp, ...waiter, ...host, ...vcenter }
