import { Menu, type MenuItemConstructorOptions } from 'electron'

const template = (isMac: boolean): MenuItemConstructorOptions[] => [
  ...(isMac ? [{ role: 'appMenu' } as const] : []),
  ...(isMac ? [] : [{ label: '&File', submenu: [{ role: 'quit' } as const] }]),
  { role: 'editMenu' },
  {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  },
  { role: 'windowMenu' },
]

/** What a platform expects of every program, and no more: the lab's own commands are on the page. */
export const setMenu = (): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(process.platform === 'darwin')))
