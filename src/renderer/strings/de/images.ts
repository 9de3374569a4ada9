import type { Strings } from '../index.tsx'

export const images: Strings['images'] = {
  lead: 'Image-Profile: ein Kernel und seine Module, jede Datei über ihre Prüfsumme gehalten.',
  empty: 'Noch kein Image-Profil.',
  importTitle: 'Image-Profil importieren',
  importText:
    'Ein Installations-ISO, ein Offline-Bundle oder einen Ordner mit boot.cfg irgendwo auf dieses Fenster ziehen oder wählen.',
  importCommand: 'Auf der Befehlszeile:',
  columns: {
    name: 'Name',
    version: 'Version',
    vendor: 'Hersteller',
    kind: 'Art',
    files: 'Dateien',
    size: 'Größe',
    rules: 'Von Regeln benutzt',
    running: 'Laufend',
    cached: 'Im Cache',
  },
  kinds: { esxi: 'ESXi', linux: 'Linux' },
  files: (name) => `Dateien von ${name}`,
  fileColumns: {
    position: 'Nr.',
    name: 'Datei',
    size: 'Größe',
    digest: 'SHA-256',
    role: 'Rolle',
  },
  roles: { loader: 'Boot-Loader', kernel: 'Kernel', module: 'Modul' },
  remove: 'Image-Profil entfernen',
  inUse: (rules) => `Benutzt von ${rules}`,
  unknown: (name) => `Ein Image-Profil ${name} gibt es in diesem Labor nicht.`,
  choose: 'Ein Image-Profil wählen, um seine Dateien zu sehen.',
}
