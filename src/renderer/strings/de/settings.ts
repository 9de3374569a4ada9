import type { Strings } from '../index.tsx'

export const settings: Strings['settings'] = {
  lead: 'Wie dieser Bildschirm hier aussieht und arbeitet. Nichts verlässt diesen Rechner.',
  look: 'Aussehen',
  work: 'Arbeiten',
  theme: 'Farben',
  themeText: 'Dunkel, hell oder wie das System.',
  contrast: 'Kontrast',
  contrastText: 'Hoher Kontrast hebt Linien und Wörter stärker hervor.',
  contrasts: { system: 'Wie das System', normal: 'Normal', high: 'Hoch' },
  textSize: 'Schriftgröße',
  textSizeText: 'Vortrag ist für den Projektor: aus der letzten Reihe lesbar.',
  textSizes: { normal: 'Normal', large: 'Groß', presenter: 'Vortrag' },
  motion: 'Bewegung',
  motionText: 'Mit weniger Bewegung wandern keine Pakete; helle Kabel und Wörter sagen dasselbe.',
  motions: { system: 'Wie das System', less: 'Weniger' },
  language: 'Sprache',
  languageText: 'Die Wörter dieses Bildschirms. Tatsachen und Dateien bleiben, wie sie sind.',
  languages: { system: 'Wie das System', en: 'English', de: 'Deutsch' },
  speed: 'Tempo simulierter Hosts',
  speedText:
    'Wie viel schneller als in Wirklichkeit sie laufen. Echte Rechner bestimmen ihr Tempo selbst.',
}
