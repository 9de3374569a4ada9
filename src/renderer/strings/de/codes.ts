import type { Code } from '../en/codes.ts'

export const codes: Readonly<Record<string, Code>> = {
  'PXE-E11': { means: 'Keine ARP-Antwort vom Server.', look: 'Router und Netzmaske.' },
  'PXE-E12': { means: 'Keine Verbindung an der Netzkarte.', look: 'Kabel und Switch-Port.' },
  'PXE-E16': {
    means: 'UEFI: kein brauchbares Angebot.',
    look: 'Ob DHCP läuft und eine Boot-Datei nennt.',
  },
  'PXE-E18': {
    means: 'UEFI: der TFTP-Server antwortete nicht rechtzeitig.',
    look: 'Ob TFTP läuft, und die Adresse des Servers im Angebot.',
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
  'PXE-E3B': {
    means: 'BIOS: TFTP hat diese Datei nicht.',
    look: 'Der Name der Boot-Datei im Angebot.',
  },
  'PXE-E51': { means: 'BIOS: gar kein Angebot.', look: 'Ob DHCP läuft und dieses Netz hört.' },
  'PXE-E53': {
    means: 'BIOS: ein Angebot ohne Boot-Datei.',
    look: 'Die Startoptionen des DHCP-Servers.',
  },
  'PXE-E61': { means: 'BIOS: keine Verbindung.', look: 'Kabel und Switch-Port.' },
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
  '404': { means: 'Der Waiter hat diese Datei nicht.', look: 'Das Image-Profil und der Pfad.' },
  '503': {
    means: 'Der Waiter konnte nicht entscheiden, was der Host startet.',
    look: 'Ob die Rules Engine ausgesteckt ist.',
  },
}
