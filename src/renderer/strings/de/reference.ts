import type { Strings } from '../index.tsx'

export const reference: Strings['reference'] = {
  title: 'Begriffe und Codes',
  open: 'Begriffe und Codes: Glossar und Fehlerschlüssel',
  filter: 'Ein Begriff oder Code, etwa PXE-E18',
  codes: 'Codes von Firmware und Netz',
  terms: 'Begriffe',
  look: (what) => `Zu prüfen: ${what}`,
  none: 'Nichts dieses Namens.',
  close: 'Schließen',
}
