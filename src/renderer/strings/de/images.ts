import type { Strings } from '../index.tsx'

export const images: Strings['images'] = {
  lead: 'Abbildprofile: ein Kern und seine Module, jede Datei über ihre Prüfsumme gehalten.',
  empty: 'Noch kein Abbildprofil.',
  importTitle: 'Eines hereinholen',
  importText:
    'Ein Installations-ISO, ein Offline-Bundle oder einen Ordner mit boot.cfg irgendwo auf dieses Fenster ziehen oder wählen. Auf der Befehlszeile:',
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
  roles: { loader: 'Startlader', kernel: 'Kern', module: 'Modul' },
  remove: 'Abbildprofil entfernen',
  inUse: (rules) => `Benutzt von ${rules}`,
  choose: 'Wählen Sie ein Abbildprofil, um seine Dateien zu sehen.',
}
