import type { Term } from '../en/glossary.ts'
import type { Strings } from '../index.tsx'

export const glossary: Readonly<Record<keyof Strings['glossary'], Term>> = {
  autoDeploy: {
    term: 'Auto Deploy',
    text: 'Der Teil von vSphere, der Hosts über das Netz startet: eine Rules Engine, die entscheidet, und ein Webserver, der Waiter, der sendet.',
  },
  rules: {
    term: 'Rules Engine',
    text: 'Entscheidet nach den Merkmalen, die ein Host sendet, welches Image, Hostprofil und welchen Ort er bekommt.',
  },
  waiter: {
    term: 'Waiter',
    text: 'Der Webserver von Auto Deploy. iPXE holt dort ein Skript, das Image des Hosts und dessen Dateien.',
  },
  dhcp: {
    term: 'DHCP',
    text: 'Gibt einem Rechner seine Adresse und sagt der Firmware, wo ein Boot-Loader liegt: DISCOVER, OFFER, REQUEST, ACK.',
  },
  tftp: {
    term: 'TFTP',
    text: 'Die einfache Dateiübertragung, die Firmware selbst beherrscht. Hier sendet sie den Boot-Loader.',
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
    text: 'Das kleine Skript mit der Adresse des Waiters. Hat iPXE es, so steht der Weg zu Auto Deploy.',
  },
  imageProfile: {
    term: 'Image-Profil',
    text: 'Ein Kern und seine Module: was ein Host ausführt. Jede Datei wird über ihre SHA-256-Prüfsumme gehalten.',
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
    text: 'Stateless, mit einer Kopie des Images auf einer Platte. Firmware startet die Kopie, wenn der Netz-Boot scheitert. Ein Rückfall, keine Installation.',
  },
  stateful: {
    term: 'Stateful Install',
    text: 'Das Image wird einmal auf einer Platte installiert. Danach startet der Host allein und gehört nicht mehr zu Auto Deploy.',
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
    text: 'Das Hostprofil nochmals anwenden. Das Kennzeichen eines Starts aus dem Cache löscht sie nicht.',
  },
  maintenance: {
    term: 'Wartungsmodus',
    text: 'Der Host nimmt keine virtuellen Maschinen an, bis sein Profil angewendet ist.',
  },
  ruleSet: {
    term: 'Regelsatz',
    text: 'Eine geordnete Liste von Regeln. Der Arbeitssatz wird bearbeitet; der aktive Satz entscheidet.',
  },
  plug: {
    term: 'Stecker',
    text: 'Jede Komponente hat hier einen. Gezogen, sind ihre Sockets wirklich zu und Laufendes ist abgebrochen.',
  },
  proof: {
    term: 'Heilungsnachweis',
    text: 'Nach dem Einstecken benutzt ein Client, der nicht der Code der Komponente ist, sie einmal.',
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
