import type { Strings } from '../index.tsx'

export const imports: Strings['imports'] = {
  drop: 'Loslassen zum Importieren',
  dropText:
    'Ein Installations-ISO, ein Offline-Bundle (.zip), ein Ordner mit einer boot.cfg oder eine Aufzeichnung (.lab).',
  choose: 'Datei wählen…',
  chooseFolder: 'Ordner wählen…',
  title: (name: string) => `Import von ${name}`,
  phases: { upload: 'Wird übergeben', read: 'Wird aufgenommen' },
  starting: 'Beginnt…',
  of: (done: string, total: string) => `${done} von ${total}`,
  rate: (bytes: string) => `${bytes}/s`,
  left: (time: string) => `noch ${time}`,
  waiting: (count: number) => `${count} weitere warten`,
  cancel: 'Abbrechen',
  added: (imageProfile: string) => `${imageProfile} ist jetzt im Labor.`,
  openRecording: 'Aufzeichnung öffnen…',
  recording: (name: string) => `${name} ist offen, zum Ansehen. Nichts darin läuft.`,
  lookAt: 'Ansehen',
  show: 'Zeigen',
  failed: (name: string) => `${name} wurde nicht importiert`,
  notOpened: (name: string) => `${name} wurde nicht geöffnet`,
  profile: 'Image-Profil des Bundles',
  name: 'Name in diesem Labor',
  retry: 'Noch einmal',
  closeAll: 'Alle schließen',
  close: 'Schließen',
}
